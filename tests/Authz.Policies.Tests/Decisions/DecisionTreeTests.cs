using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Policies.Tests.Decisions;

/// <summary>What is not the language's meaning but the tree's own: cost, order of judgement, both readings of `;`.</summary>
public sealed class DecisionTreeTests
{
    private const string Policies = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec:
          owner: t
          identities: [{spiffe: "spiffe://td/web"}]
          services:
            - name: api
              basePath: /r1
              hosts: [api]
              matrixParameters: allow
              operations:
                - {id: getRecord, method: GET, path: "/records/{id}"}
            - {name: strict, basePath: /r1/deep, hosts: [api]}
            - name: cased
              basePath: /r1/cased
              hosts: [api]
              operations:
                - {id: upper, method: GET, path: /Export}
                - {id: lower, method: GET, path: /export}
                - {id: third, method: GET, path: /EXPORT}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: web, service: "*"}]
          rules:
            - {name: read, effect: allow, operations: [getRecord]}
            - {name: files, effect: allow, methods: [GET], paths: ["/files/**"]}
            - {name: no-admin, effect: deny, paths: ["/files/admin/**"]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: q}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: web, service: cased}]
          rules:
            - {name: all, effect: allow, methods: [GET], paths: ["/**"]}
            - {name: no-export, effect: deny, operations: [upper]}
        """;

    private static readonly DecisionTree tree = Compile(Policies);
    private static readonly Caller web = Caller.Proved(0, IdentityProofs.Spiffe);

    [Theory]
    [InlineData("/r1/records/1", true)]
    [InlineData("/r1/records/1;v=2", true)]
    [InlineData("/r1/files/a", true)]
    [InlineData("/r1/files;x/a", false)]
    [InlineData("/r1/files/admin;x", false)]
    [InlineData("/r1/files/adm;in", true)]
    [InlineData("/r1/files/ADMIN%3Bx/y", false)]
    [InlineData("/r1/deep;x/files/a", false)]
    [InlineData("/r1/deep/files;x", false)]
    [InlineData("/r1/deep/files", true)]
    public void A_semicolon_is_judged_with_and_without_what_follows_it(string target, bool allowed) =>
        Assert.Equal(allowed, Decide(target, web).IsAllowed);

    [Theory]
    [InlineData("/r1/cased/Export")]
    [InlineData("/r1/cased/export")]
    [InlineData("/r1/cased/EXPORT/")]
    [InlineData("/r1/cased/exporT")]
    public void A_denied_operation_is_denied_in_any_case_even_where_another_differs_only_by_case(string target)
    {
        Decision decision = Decide(target, web);
        Assert.Equal(DecisionReason.DeniedByRule, decision.Reason);
        Assert.Equal("q/no-export", tree.RuleNames[decision.Rule]);
    }

    [Fact]
    public void A_rejected_caller_gets_its_reason_and_401()
    {
        Decision decision = Decide("/r1/files/a", Caller.Rejected(DecisionReason.BadCertificate));
        Assert.Equal(DecisionReason.BadCertificate, decision.Reason);
        Assert.True(decision.IsUnauthenticated);
        Assert.False(decision.IsAllowed);
    }

    [Fact]
    public void A_caller_nobody_looked_at_is_refused() => Assert.False(Decide("/r1/files/a", default).IsAllowed);

    [Fact]
    public void An_empty_request_is_refused()
    {
        Decision decision = tree.Decide(default, in web);
        Assert.False(decision.IsAllowed);
        Assert.Equal(DecisionReason.NoService, decision.Reason);
    }

    [Fact]
    public void A_request_that_could_not_be_read_is_refused_before_anything_else()
    {
        var request = new AccessRequest { Fault = RequestFault.Malformed, HasHttp = true, Target = "/r1/files/a"u8 };
        Assert.Equal(DecisionReason.Malformed, tree.Decide(in request, in web).Reason);
    }

    [Fact]
    public void Deciding_allocates_nothing()
    {
        string[] targets = ["/r1/records/1", "/r1/files/a%20b", "/r1/files/admin", "/r1/nothing", "/r1/../x", "/r1/files/a;b"];
        foreach (string target in targets)
        {
            AccessRequest request = TextOf(target).ToRequest();
            tree.Decide(in request, in web);
            long before = GC.GetAllocatedBytesForCurrentThread();
            tree.Decide(in request, in web);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void A_path_of_many_segments_is_judged_in_bounded_depth()
    {
        const string Start = "/r1/files";
        string deep = Start + string.Concat(Enumerable.Repeat("/a", (RequestLimits.PathBytesMax - Start.Length) / 2));
        Assert.True(Decide(deep, web).IsAllowed);
    }

    private static Decision Decide(string target, Caller caller)
    {
        AccessRequest request = TextOf(target).ToRequest();
        return tree.Decide(in request, in caller);
    }

    private static RequestText TextOf(string target) => new([])
    {
        Method = "GET",
        Target = target,
        Host = "api",
        RouteBinding = target.StartsWith("/r1/deep", StringComparison.Ordinal) ? "web/strict"
            : target.StartsWith("/r1/cased", StringComparison.Ordinal) ? "web/cased" : "web/api",
        Time = DateTimeOffset.UnixEpoch,
    };

    private static DecisionTree Compile(string yaml)
    {
        var files = new KeyValuePair<string, ReadOnlyMemory<byte>>[] { new("p.yaml", Encoding.UTF8.GetBytes(yaml)) };
        CompilationResult result = PolicyCompilation.Run(SourceSet.Of(files), new CompilationOptions());
        Assert.Equal(ImmutableArray<string>.Empty, [.. result.Diagnostics.Select(diagnostic => diagnostic.ToString())]);
        return result.Tree ?? throw new InvalidOperationException("no errors, and no tree");
    }
}
