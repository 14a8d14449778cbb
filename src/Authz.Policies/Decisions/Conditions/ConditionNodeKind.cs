namespace Authz.Policies.Decisions.Conditions;

internal enum ConditionNodeKind : byte
{
    /// <summary>Nothing compiled: stays unknown.</summary>
    None = 0,
    All = 1,
    Any = 2,
    Not = 3,
    Comparison = 4,
    Time = 5,
}
