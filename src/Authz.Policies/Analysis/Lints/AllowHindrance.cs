namespace Authz.Policies.Analysis.Lints;

/// <summary>Why an allow rule lets nobody do what it speaks of.</summary>
internal enum AllowHindrance : byte
{
    Denied = 0,
    NeverHolds = 1,
    NoSubjects = 2,
    Ended = 3,
    InShadow = 4,
}
