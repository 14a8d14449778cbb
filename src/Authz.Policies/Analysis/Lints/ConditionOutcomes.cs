namespace Authz.Policies.Analysis.Lints;

/// <summary>What a condition can come to, over all requests. Too many are named rather than too few.</summary>
[Flags]
internal enum ConditionOutcomes : byte
{
    None = 0,
    True = 1,
    False = 2,
    Unknown = 4,
    Every = True | False | Unknown,
}
