namespace Authz.Testing.Naive.Conditions;

internal enum NaiveAttributeState
{
    Absent,

    /// <summary>The listener does not send it.</summary>
    NotSent,

    /// <summary>It is there and cannot be read in one way.</summary>
    Unreadable,

    Values,
}
