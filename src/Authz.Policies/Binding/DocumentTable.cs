using System.Collections.Immutable;
using Authz.Policies.Compilation;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>The documents of a set by kind, sorted by name; of several with one name the first.</summary>
internal sealed class DocumentTable
{
    public required ImmutableArray<BuildingBlockSyntax> BuildingBlocks { get; init; }

    public required ImmutableArray<GroupSyntax> Groups { get; init; }

    public required ImmutableArray<ConditionDocumentSyntax> Conditions { get; init; }

    public required ImmutableArray<AccessPolicySyntax> AccessPolicies { get; init; }

    public required ImmutableArray<RoomSyntax> Rooms { get; init; }

    public required ImmutableArray<IssuerSyntax> Issuers { get; init; }

    public required ImmutableArray<SecurityServerSyntax> SecurityServers { get; init; }

    public required ImmutableArray<PolicyTestSyntax> PolicyTests { get; init; }

    public static DocumentTable Create(PolicySyntax syntax, DiagnosticBag diagnostics, CompilationPace pace) => new()
    {
        BuildingBlocks = Distinct<BuildingBlockSyntax>(syntax, diagnostics, pace),
        Groups = Distinct<GroupSyntax>(syntax, diagnostics, pace),
        Conditions = Distinct<ConditionDocumentSyntax>(syntax, diagnostics, pace),
        AccessPolicies = Distinct<AccessPolicySyntax>(syntax, diagnostics, pace),
        Rooms = Distinct<RoomSyntax>(syntax, diagnostics, pace),
        Issuers = Distinct<IssuerSyntax>(syntax, diagnostics, pace),
        SecurityServers = Distinct<SecurityServerSyntax>(syntax, diagnostics, pace),
        PolicyTests = Distinct<PolicyTestSyntax>(syntax, diagnostics, pace),
    };

    private static ImmutableArray<T> Distinct<T>(PolicySyntax syntax, DiagnosticBag diagnostics, CompilationPace pace)
        where T : DocumentSyntax
    {
        var byName = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (DocumentSyntax document in syntax.Documents)
        {
            if (document is T found && !byName.TryAdd(found.Name.Value, found))
            {
                T first = byName[found.Name.Value];
                diagnostics.ReportDuplicateDocument(found.Name, DocumentKind.Of(found), first.Name.Span);
            }
        }

        pace.Rest();
        return [.. byName.Values.OrderBy(document => document.Name.Value, StringComparer.Ordinal)];
    }
}
