namespace Authz.Policies.Decisions;

/// <summary>
/// What came out, and why. Small on purpose: names are looked up by index in the tree that decided.
/// INVARIANT: `default(Decision)` denies.
/// </summary>
public readonly record struct Decision
{
    // One more than the index, so that zero, the default, is "none".
    private readonly int ruleNumber;
    private readonly int serviceNumber;
    private readonly int operationNumber;
    private readonly int shadowRuleNumber;
    private readonly int expiredRuleNumber;

    public Effect Effect { get; init; }

    public DecisionReason Reason { get; init; }

    /// <summary>Denied for want of good credentials: 401 and not 403.</summary>
    public bool IsUnauthenticated { get; init; }

    /// <summary>The rule that decided, by its index in the tree, or -1.</summary>
    public int Rule { get => ruleNumber - 1; init => ruleNumber = value + 1; }

    /// <summary>The service that was called, by its index in the tree, or -1.</summary>
    public int Service { get => serviceNumber - 1; init => serviceNumber = value + 1; }

    /// <summary>The operation within that service, or -1.</summary>
    public int Operation { get => operationNumber - 1; init => operationNumber = value + 1; }

    /// <summary>The first rule in shadow mode that matched too, or -1.</summary>
    public int ShadowRule { get => shadowRuleNumber - 1; init => shadowRuleNumber = value + 1; }

    /// <summary>Of what is denied, the first rule that would allow it if its policy had not expired, or -1.</summary>
    public int ExpiredRule { get => expiredRuleNumber - 1; init => expiredRuleNumber = value + 1; }

    public bool IsAllowed => Effect == Effect.Allow;
}
