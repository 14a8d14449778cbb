namespace Authz.LoadGenerator.Measuring;

/// <summary>The server's process at a moment of the run.</summary>
/// <param name="Seconds">Since the run began.</param>
/// <param name="CpuSeconds">User and system time of all its threads since it was started.</param>
public sealed record ProcessSample(double Seconds, double CpuSeconds, long ResidentBytes)
{
    /// <summary>Null where the system does not tell.</summary>
    public ResidentParts? Parts { get; init; }
}
