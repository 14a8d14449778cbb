namespace Authz.Policies.Decisions;

/// <summary>INVARIANT: zero denies, so that nothing forgotten ever allows.</summary>
public enum Effect : byte
{
    Deny = 0,
    Allow = 1,
}
