using System.Collections.Immutable;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Compilation;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>Names resolved, rules across documents checked.</summary>
public static class PolicyBinder
{
    public static BoundPolicySet Bind(PolicySyntax syntax, DiagnosticBag diagnostics) =>
        Bind(syntax, diagnostics, CompilationPace.Unbroken);

    internal static BoundPolicySet Bind(PolicySyntax syntax, DiagnosticBag diagnostics, CompilationPace pace)
    {
        var unresolved = new UnresolvedNames(syntax.HasUnreadableFile);
        DocumentTable documents = DocumentTable.Create(syntax, diagnostics, pace);
        pace.Rest();
        var issuers = new IssuerTable(documents.Issuers, syntax.Sources, diagnostics, unresolved);
        pace.Rest();
        BlockTable blocks =
            new BlockBinder(issuers, pace, diagnostics).Bind(documents.BuildingBlocks, documents.Groups, unresolved);
        pace.Rest();
        ImmutableArray<BoundSecurityServer> servers =
            new SecurityServerBinder(blocks, diagnostics).Bind(documents.SecurityServers);
        pace.Rest();
        new IdentityCheck(diagnostics).Run(documents.BuildingBlocks, documents.SecurityServers);
        pace.Rest();
        new KeyCheck(diagnostics).Run(documents.BuildingBlocks, documents.AccessPolicies);
        pace.Rest();
        AddressCheck.Run(blocks, diagnostics);
        pace.Rest();
        var groups = new GroupTable(documents.Groups, blocks, diagnostics, unresolved);
        var comparisons = new ComparisonBinder(issuers, diagnostics);
        var named = new NamedConditions(documents.Conditions, comparisons, diagnostics, unresolved);
        var conditions = new ConditionBinder(named.Find, comparisons);
        ImmutableArray<BoundPolicy> policies =
            new AccessPolicyBinder(blocks, groups, conditions, pace, diagnostics).Bind(documents.AccessPolicies);
        pace.Rest();
        ImmutableArray<BoundPolicy> rooms = new RoomBinder(blocks, groups, diagnostics).Bind(documents.Rooms);
        pace.Rest();
        ImmutableArray<BoundPolicy> all = [.. policies.Concat(rooms).OrderBy(policy => policy.Name, StringComparer.Ordinal)];

        // The names of all rules are gathered for tests alone, and a set that is served often has none.
        ImmutableArray<BoundTestCase> tests = documents.PolicyTests.IsEmpty
            ? []
            : new TestBinder(blocks, issuers, new RuleNames(documents, rooms), diagnostics, unresolved)
                .Bind(documents.PolicyTests);
        unresolved.ReportWithheld(diagnostics);
        return new BoundPolicySet
        {
            Blocks = blocks.Blocks,
            Services = blocks.Services,
            Policies = all,
            Groups = groups.All,
            Issuers = issuers.Issuers,
            SecurityServers = servers,
            Tests = tests,
        };
    }
}
