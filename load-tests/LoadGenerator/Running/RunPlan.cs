namespace Authz.LoadGenerator.Running;

/// <summary>All that a run does.</summary>
public sealed record RunPlan(LoadSettings Load, IReadOnlyList<Phase> Phases)
{
    /// <summary>Sent before the first phase, and not reported.</summary>
    public Phase? WarmUp { get; init; }

    /// <summary>The server's process, if it is on this machine.</summary>
    public int? ProcessId { get; init; }

    public string? ReloadFolder { get; init; }

    public TimeSpan ReloadEvery { get; init; }

    /// <summary>Who sends beside the phases that say so, and how.</summary>
    public (LoadSettings Load, Phase Phase)? Flood { get; init; }
}
