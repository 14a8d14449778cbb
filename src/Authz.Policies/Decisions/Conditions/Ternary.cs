namespace Authz.Policies.Decisions.Conditions;

/// <summary>
/// Kleene's three values. INVARIANT: zero is unknown, which never grants and never lifts a ban.
/// </summary>
public enum Ternary : byte
{
    Unknown = 0,
    False = 1,
    True = 2,
}
