namespace Authz.Service.Scheduling;

/// <summary>What Linux is told about the threads of this process.</summary>
public enum SchedulingMode
{
    /// <summary>A thread that wakes takes the core from nobody who runs (SCHED_BATCH).</summary>
    Batch = 0,

    /// <summary>Whatever the process was started with, which is SCHED_OTHER unless somebody chose.</summary>
    Inherited = 1,
}
