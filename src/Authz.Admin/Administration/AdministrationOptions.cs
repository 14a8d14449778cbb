namespace Authz.Admin.Administration;

/// <summary>Which rules the verbs obey.</summary>
public sealed record AdministrationOptions
{
    /// <summary>Nobody publishes and activates but the folder; taking back and denying are for everybody still.</summary>
    public required bool IsFolderAuthor { get; init; }

    /// <summary>A version comes into force only once somebody else than its author approved it.</summary>
    public bool FourEyes { get; init; }
}
