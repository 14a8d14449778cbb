using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Validation;

/// <summary>Every rule about one document of any kind.</summary>
internal static class DocumentValidator
{
    private static readonly MetadataValidator Metadata = new();
    private static readonly BuildingBlockValidator BuildingBlocks = new();
    private static readonly GroupValidator Groups = new();
    private static readonly AccessPolicyValidator Policies = new();
    private static readonly IssuerValidator Issuers = new();
    private static readonly SecurityServerValidator Servers = new();
    private static readonly RoomValidator Rooms = new();
    private static readonly PolicyTestValidator Tests = new();

    public static void Validate(MetadataSyntax metadata, DiagnosticBag diagnostics) =>
        Metadata.Report(metadata, diagnostics);

    public static void Validate(DocumentSyntax document, DiagnosticBag diagnostics)
    {
        switch (document)
        {
            case BuildingBlockSyntax block:
                BuildingBlocks.Report(block, diagnostics);
                break;
            case GroupSyntax group:
                Groups.Report(group, diagnostics);
                break;
            case AccessPolicySyntax policy:
                Policies.Report(policy, diagnostics);
                RuleCheck.Run(policy.Rules, diagnostics);
                break;
            case RoomSyntax room:
                Rooms.Report(room, diagnostics);
                break;
            case IssuerSyntax issuer:
                Issuers.Report(issuer, diagnostics);
                break;
            case SecurityServerSyntax server:
                Servers.Report(server, diagnostics);
                break;
            case ConditionDocumentSyntax condition:
                ConditionCheck.Run(condition.When, diagnostics);
                break;
            case PolicyTestSyntax test:
                Tests.Report(test, diagnostics);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
