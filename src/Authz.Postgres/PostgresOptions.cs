namespace Authz.Postgres;

/// <summary>Where the database is, and how a replica follows it.</summary>
public sealed record PostgresOptions
{
    public required DatabaseAddress Address { get; init; }

    /// <summary>Of this replica: the last good copy, one folder for each.</summary>
    public required string CopyFolder { get; init; }

    /// <summary>What it calls itself beside the others; a name is had once.</summary>
    public string ReplicaName { get; init; } = Environment.MachineName;

    /// <summary>How often to look though nothing was told.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a replica that says nothing stays on the list.</summary>
    public TimeSpan ReplicaForgottenAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How many versions are listed: the newest, and beside them those of the last ten activations. Older ones that never were in force are
    /// removed, but for the newest ten.
    /// </summary>
    public int VersionsMax { get; init; } = 1000;

    /// <summary>How many of the latest activations are listed.</summary>
    public int ActivationsMax { get; init; } = 1000;

    /// <summary>How long a replica that is cut off from the database counts as up to date; null: for ever.</summary>
    public TimeSpan? PolicyAgeMax { get; init; }
}
