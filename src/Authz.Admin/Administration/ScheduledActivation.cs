namespace Authz.Admin.Administration;

/// <summary>An activation that waits for its time.</summary>
/// <param name="Id">Grows; counts those of this process.</param>
/// <param name="ExpectedEpoch">What was in force when it was asked for: if anything came into force since then, it is not done.</param>
/// <param name="Outcome">What became of it, in words; empty while it waits.</param>
public sealed record ScheduledActivation(
    long Id,
    string Digest,
    long Number,
    string By,
    string Reason,
    DateTimeOffset DueAt,
    long ExpectedEpoch,
    ScheduleStatus Status,
    string Outcome);
