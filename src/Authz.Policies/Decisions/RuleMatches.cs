namespace Authz.Policies.Decisions;

/// <summary>The first rules that matched, by index; <see cref="RuleMatches.NoRule"/> where none did.</summary>
internal struct RuleMatches
{
    public const int NoRule = int.MaxValue;

    /// <summary>The first that is in force and decides.</summary>
    public int Enforced;

    /// <summary>The first of a policy in shadow mode: reported, never decisive.</summary>
    public int Shadow;

    /// <summary>The first that would allow if its policy had not expired.</summary>
    public int Expired;

    public static RuleMatches None => new() { Enforced = NoRule, Shadow = NoRule, Expired = NoRule };

    public readonly bool Any => Enforced != NoRule;
}
