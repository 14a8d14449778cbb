using System.Collections.Immutable;

namespace Authz.Service.Settings;

/// <summary>What came of the settings.</summary>
public sealed record SettingsResult
{
    /// <summary>Null if there is a fault, or if only help was asked for.</summary>
    public required ServiceSettings? Settings { get; init; }

    /// <summary>Every fault, not only the first.</summary>
    public required ImmutableArray<SettingFault> Faults { get; init; }

    /// <summary>For the log, once there is one.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    public required bool IsHelpWanted { get; init; }

    /// <summary>Everything that was read, strongest value first come, for the framework's own sections (`Logging`).</summary>
    public required IConfiguration Configuration { get; init; }
}
