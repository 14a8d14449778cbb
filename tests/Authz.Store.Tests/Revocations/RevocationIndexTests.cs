using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Store.Revocations;
using Authz.Store.Versions;

namespace Authz.Store.Tests.Revocations;

public sealed class RevocationIndexTests
{
    private const int Blocks = 6;
    private const int Seed = 20261128;

    private static readonly string[] groups = ["evens", "all", "b1"];
    private static readonly BoundPolicySet policies = Compile(Set());

    [Fact]
    public void The_index_says_what_going_through_all_revocations_says()
    {
        var random = new Random(Seed);
        for (int round = 0; round < 300; round++)
        {
            ImmutableArray<Revocation> revocations =
                [.. Enumerable.Range(1, random.Next(0, 6)).Select(id => Of(id, AnyFrom(random), AnyTo(random)))];
            RevocationIndex? index = RevocationIndex.Of(policies, revocations);
            foreach (BoundService service in policies.Services)
            {
                foreach (BoundBlock block in policies.Blocks)
                {
                    long found = index?.Find(Caller.Proved(block.Index, IdentityProofs.Spiffe), service.Index) ?? RevocationIndex.None;
                    Assert.Equal(Naive(revocations, block.Name, service), found);
                }

                foreach (Caller other in (Caller[])[Caller.Anonymous, Caller.Unknown, default])
                {
                    Assert.Equal(Naive(revocations, null, service), index?.Find(in other, service.Index) ?? RevocationIndex.None);
                }
            }
        }
    }

    [Fact]
    public void Nothing_revoked_is_no_index() => Assert.Null(RevocationIndex.Of(policies, []));

    [Fact]
    public void A_revocation_holds_for_a_later_version_that_knows_the_name()
    {
        ImmutableArray<Revocation> revocations = [Of(7, "newcomer", "newcomer/s")];
        BoundPolicySet later = Compile(SetText(["newcomer"]));

        Assert.Equal(RevocationIndex.None, RevocationIndex.Of(policies, revocations)?.Find(Caller.Proved(0, IdentityProofs.Spiffe), 0));
        Assert.Equal(7, RevocationIndex.Of(later, revocations)?.Find(Caller.Proved(0, IdentityProofs.Spiffe), 0));
    }

    [Theory]
    [InlineData("b1", "b2/s", null)]
    [InlineData("evens", "b2", null)]
    [InlineData("*", "*", null)]
    [InlineData("event", "b2", "no building block or group is called `event`; did you mean `evens`?")]
    [InlineData("b1", "b2/t", "no building block or service (`block/service`) is called `b2/t`; did you mean `b2/s`?")]
    [InlineData("gate", "b2", "`gate` is a security server, which is no caller: name the building blocks for which it speaks")]
    public void A_name_that_the_version_does_not_know_is_told(string from, string to, string? problem) =>
        Assert.Equal(problem, new RevocationNames(policies).ProblemOf(from, to));

    private static long Naive(ImmutableArray<Revocation> revocations, string? caller, BoundService service)
    {
        foreach (Revocation revocation in revocations)
        {
            bool isFrom = revocation.From == "*" || (caller is not null && (revocation.From == caller || IsMember(revocation.From, caller)));
            bool isTo = revocation.To == "*" || revocation.To == service.Block.Name || revocation.To == $"{service.Block.Name}/{service.Name}";
            if (isFrom && isTo)
            {
                return revocation.Id;
            }
        }

        return 0;
    }

    // A group may be called like a block: then it is both.
    private static bool IsMember(string group, string block) => group switch
    {
        "evens" => (block[1] - '0') % 2 == 0,
        "all" => true,
        "b1" => block == "b3",
        _ => false,
    };

    private static string AnyFrom(Random random) => random.Next(4) switch
    {
        0 => groups[random.Next(groups.Length)],
        1 => random.Next(4) == 0 ? "*" : "nobody",
        _ => $"b{random.Next(Blocks)}",
    };

    private static string AnyTo(Random random) => random.Next(5) switch
    {
        0 => "*",
        1 => $"b{random.Next(Blocks)}",
        2 => "b1/none",
        _ => $"b{random.Next(Blocks)}/s",
    };

    private static Revocation Of(long id, string from, string to) =>
        new() { Id = id, From = from, To = to, By = "x", Time = default, Reason = "" };

    private static BoundPolicySet Compile(string text)
    {
        CompilationResult result = SetCompiler.Compile(SetOf.Files(("set.yaml", text)));
        return result.Policies ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private static string Set() => SetText([.. Enumerable.Range(0, Blocks).Select(static number => $"b{number}")])
        + """
        ---
        apiVersion: authz/v1
        kind: Group
        metadata: {name: evens}
        spec: {members: [b0, b2, b4]}
        ---
        apiVersion: authz/v1
        kind: Group
        metadata: {name: all}
        spec: {members: [b0, b1, b2, b3, b4, b5]}
        ---
        apiVersion: authz/v1
        kind: Group
        metadata: {name: b1}
        spec: {members: [b3]}
        ---
        apiVersion: authz/v1
        kind: SecurityServer
        metadata: {name: gate}
        spec:
          identities: [{spiffe: "spiffe://sandbox.gov/ss/gate"}]

        """;

    private static string SetText(string[] blocks)
    {
        var text = new StringBuilder();
        foreach (string block in blocks)
        {
            text.Append(SetOf.BlockText(block)).Append($"  services: [{{name: s, basePath: /{block}}}]\n---\n");
        }

        return text.ToString()[..^"---\n".Length];
    }
}
