using Authz.LoadGenerator.Measuring;
using Authz.LoadGenerator.Running;

namespace Authz.LoadGenerator.Reports;

/// <summary>A whole run.</summary>
public sealed record RunReport
{
    public required string Command { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The machine of the generator, for whoever compares two reports.</summary>
    public required string Machine { get; init; }

    public required IReadOnlyList<PhaseReport> Phases { get; init; }

    public required IReadOnlyList<ProcessSample> Process { get; init; }

    public required int ConnectionsReplaced { get; init; }

    /// <summary>How often a policy file was rewritten.</summary>
    public required int Reloads { get; init; }

    /// <summary>Which versions answered, the warm-up included, in the order of the list; empty: there was none.</summary>
    public IReadOnlyList<VersionSighting> Versions { get; init; } = [];

    /// <summary>What the flood got, if there was one.</summary>
    public PhaseReport? Flood { get; init; }

    /// <summary>What makes the run a failed one; empty: it is good.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>What makes its figures doubtful.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    public bool IsGood => Failures.Count == 0;

    /// <summary>
    /// Of the server's process over the phases: the median of the last tenth of the samples less that of the first, which one collection of
    /// garbage does not move. Null: there are too few samples.
    /// </summary>
    public long? ResidentGrowthBytes
    {
        get
        {
            int tenth = Process.Count / 10;
            return tenth == 0 ? null : Median(Process.TakeLast(tenth)) - Median(Process.Take(tenth));
        }
    }

    private static long Median(IEnumerable<ProcessSample> samples)
    {
        long[] sorted = [.. samples.Select(sample => sample.ResidentBytes).Order()];
        return sorted[sorted.Length / 2];
    }
}
