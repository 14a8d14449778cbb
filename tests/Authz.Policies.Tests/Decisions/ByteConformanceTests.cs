using System.Globalization;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>Every byte, and every pair of encoded bytes, is judged alike by the tree and the naive evaluator.</summary>
public sealed class ByteConformanceTests
{
    private const string Policies = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec:
          owner: ministry
          client: SANDBOX/GOV/1/web
          identities: [{spiffe: "spiffe://sandbox.gov/bb/web"}]
          services:
            - {name: strict, basePath: /s}
            - {name: lax, basePath: /l, matrixParameters: allow}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p}
        spec:
          description: Everything but one path
          legalBasis: Test Act §1
          subjects: [{buildingBlock: web}]
          resources: [{all: true}]
          rules:
            - {name: one, effect: deny, paths: ["/ab", "/a/b", "/a{x}b/c"]}
            - {name: all, effect: allow, methods: ["*"], paths: ["/**"]}
        """;

    private static readonly NaiveEvaluator Naive = new(PolicyText.Read(Policies));
    private static readonly TreeEvaluator Tree = PolicyText.Evaluator(Policies);

    public static TheoryData<string> Services => ["s", "l"];

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_raw_byte_in_a_target(string service)
    {
        for (int value = 0; value <= 0xff; value++)
        {
            string raw = ((char)value).ToString();
            string[] targets =
                [$"/{service}/a{raw}b", $"/{service}{raw}", $"{raw}/{service}/a", $"/{service}/a?{raw}"];
            foreach (string target in targets)
            {
                AssertAlike(service, target, "h.gov", "GET");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_pair_of_encoded_bytes_in_a_path(string service)
    {
        for (int pair = 0; pair <= 0xffff; pair++)
        {
            AssertAlike(service, $"/{service}/a{Triplet(pair >> 8)}{Triplet(pair & 0xff)}b", "h.gov", "GET");
        }
    }

    [Fact]
    public void Every_beginning_of_three_and_four_encoded_bytes()
    {
        // From 0xe0 on the second byte decides what is overlong, a surrogate or too great.
        for (int pair = 0xe000; pair <= 0xffff; pair++)
        {
            string begin = $"/s/{Triplet(pair >> 8)}{Triplet(pair & 0xff)}%80";
            foreach (string target in new[] { begin, $"{begin}%bf", $"{begin}/%bf", $"{begin}%bf%80", $"{begin}a" })
            {
                AssertAlike("s", target, "h.gov", "GET");
            }
        }
    }

    [Fact]
    public void Every_two_characters_behind_a_percent_sign()
    {
        for (int pair = 0x2020; pair <= 0x7f7f; pair++)
        {
            AssertAlike("s", $"/s/a%{(char)(pair >> 8)}{(char)(pair & 0xff)}b", "h.gov", "GET");
        }
    }

    [Fact]
    public void Every_byte_in_a_host_and_in_a_method()
    {
        for (int value = 0; value <= 0xff; value++)
        {
            string raw = ((char)value).ToString();
            string[] hosts =
                [$"h{raw}gov", raw, $"h.gov{raw}", $"{raw}h.gov", $"h.gov:{raw}", $"[{raw}]", $"[::1]{raw}"];
            foreach (string host in hosts)
            {
                AssertAlike("s", "/s/a", host, "GET");
            }

            foreach (string method in new[] { raw, $"{raw}GET", $"GET{raw}", $"GE{raw}", $"G{raw}T" })
            {
                AssertAlike("s", "/s/a", "h.gov", method);
            }
        }
    }

    private static string Triplet(int value) => $"%{value.ToString("x2", CultureInfo.InvariantCulture)}";

    private static void AssertAlike(string service, string target, string host, string method)
    {
        var request = new NaiveRequest
        {
            Caller = NaiveCaller.Of("web"),
            Host = host,
            Method = method,
            Target = target,
            RouteBinding = service == "s" ? "web/strict" : "web/lax",
            Time = DateTimeOffset.UnixEpoch,
        };
        NaiveDecision naive = Naive.Decide(request);
        NaiveDecision tree = Tree.Decide(request);
        if (Disagreement.Between(request, naive, tree))
        {
            Assert.Fail(new Disagreement(Policies, request, naive, tree).ToString());
        }
    }
}
