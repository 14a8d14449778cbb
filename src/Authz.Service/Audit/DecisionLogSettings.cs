using System.Numerics;

namespace Authz.Service.Audit;

/// <summary>Where decisions are written, and what happens when they cannot be.</summary>
public sealed record DecisionLogSettings
{
    /// <summary>For a path: the lines go to the program's standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>Less would be full before the writer looks again, at loads that one core carries.</summary>
    public const int QueueLeast = 1024;

    public const int QueueMost = 1024 * 1024;

    private readonly int queueLength;

    /// <summary>A whole path, or <see cref="StandardOutput"/>.</summary>
    public required string Path { get; init; }

    public required DecisionLogFull Full { get; init; }

    /// <summary>Decisions that may wait to be written: what was asked for, rounded up to a power of two.</summary>
    public required int QueueLength { get => queueLength; init => queueLength = (int)BitOperations.RoundUpToPowerOf2((uint)value); }

    public bool IsStandardOutput => Path == StandardOutput;
}
