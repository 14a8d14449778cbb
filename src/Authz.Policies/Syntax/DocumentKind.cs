namespace Authz.Policies.Syntax;

/// <summary>The kinds of documents that are understood, as their authors write them.</summary>
public static class DocumentKind
{
    public const string BuildingBlock = "BuildingBlock";
    public const string Group = "Group";
    public const string Condition = "Condition";
    public const string AccessPolicy = "AccessPolicy";
    public const string Issuer = "Issuer";
    public const string SecurityServer = "SecurityServer";
    public const string Room = "Room";
    public const string PolicyTest = "PolicyTest";

    public static string Of(DocumentSyntax document) => document switch
    {
        BuildingBlockSyntax => BuildingBlock,
        GroupSyntax => Group,
        ConditionDocumentSyntax => Condition,
        AccessPolicySyntax => AccessPolicy,
        IssuerSyntax => Issuer,
        SecurityServerSyntax => SecurityServer,
        RoomSyntax => Room,
        PolicyTestSyntax => PolicyTest,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
