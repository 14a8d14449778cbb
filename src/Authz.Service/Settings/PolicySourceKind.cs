namespace Authz.Service.Settings;

/// <summary>Who the author of versions is.</summary>
public enum PolicySourceKind
{
    /// <summary>The policy folder: what it holds is in force.</summary>
    Folder = 0,

    /// <summary>Whoever publishes and activates, in the journal of this machine.</summary>
    Journal = 1,

    /// <summary>Whoever publishes and activates, in a database that replicas share.</summary>
    Postgres = 2,
}
