namespace Authz.Policies.Decisions.Conditions;

/// <summary>INVARIANT: zero is unreadable, with which no comparison is ever true or false.</summary>
internal enum AttributeState : byte
{
    Unreadable = 0,

    /// <summary>The listener does not say that it sends it.</summary>
    NotSent = 1,

    Absent = 2,

    /// <summary>It is there. Where two readings differ over that, a reading without any value still says absent.</summary>
    Present = 3,
}
