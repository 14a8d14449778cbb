namespace Authz.Admin.Administration;

/// <summary>What became of a scheduled activation.</summary>
public enum ScheduleStatus
{
    Waiting = 0,

    Done = 1,

    Cancelled = 2,

    /// <summary>A rule, or another activation, stood against it when its time had come.</summary>
    Refused = 3,
}
