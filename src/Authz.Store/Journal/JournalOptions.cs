namespace Authz.Store.Journal;

/// <summary>Where the journal is, and how much of it stays.</summary>
public sealed record JournalOptions
{
    public const int VersionsDefault = 100;

    public const int ActivationsDefault = 1000;

    /// <summary>Of how many of the latest activations the versions stay, however many came since.</summary>
    public const int RecentActivations = 10;

    public required string Folder { get; init; }

    /// <summary>Versions kept: the newest, and beside them whatever is in force or was so lately.</summary>
    public int Versions { get; init; } = VersionsDefault;

    /// <summary>How many of the latest activations stay on record.</summary>
    public int Activations { get; init; } = ActivationsDefault;

    /// <summary>Where the journal lies in the folder `--data`.</summary>
    public static string FolderIn(string data) => Path.Combine(data, "journal");

    /// <summary>For tests: called at each step of each write.</summary>
    internal Action<string, DurableStep>? Reached { get; init; }
}
