namespace Authz.Policies.Decisions;

/// <summary>
/// What came out, and why. Small on purpose: names are looked up by index in the tree that decided, and the whole is two words, which
/// a call returns in registers: through memory, each of the calls between would wait for what the one before it wrote.
/// INVARIANT: `default(Decision)` denies.
/// </summary>
public readonly record struct Decision
{
    /// <summary>No rule or service may have a higher index.</summary>
    internal const int IndexMax = (int)IndexMask - 1;

    /// <summary>No operation of a service may have a higher one.</summary>
    internal const int OperationIndexMax = (int)OperationMask - 1;

    // Indexes are kept as one more than they are, so that zero, the default, is "none".
    private const ulong IndexMask = (1UL << 24) - 1;
    private const ulong OperationMask = (1UL << 16) - 1;
    private const ulong AllowBit = 1;
    private const ulong UnauthenticatedBit = 2;
    private const int ReasonShift = 8;
    private const int RuleShift = 16;
    private const int ServiceShift = 40;
    private const int ShadowRuleShift = 16;
    private const int ExpiredRuleShift = 40;

    // Effect, reason, rule and service; operation, shadow rule and expired rule.
    private readonly ulong verdict;
    private readonly ulong beside;

    private Decision(ulong verdict, ulong beside)
    {
        this.verdict = verdict;
        this.beside = beside;
    }

    public Effect Effect
    {
        get => (Effect)(verdict & AllowBit);
        init => verdict = (verdict & ~AllowBit) | (value == Effect.Allow ? AllowBit : 0);
    }

    public DecisionReason Reason
    {
        get => (DecisionReason)(byte)(verdict >> ReasonShift);
        init => verdict = With(verdict, byte.MaxValue, ReasonShift, (ulong)value);
    }

    /// <summary>Denied for want of good credentials: 401 and not 403.</summary>
    public bool IsUnauthenticated
    {
        get => (verdict & UnauthenticatedBit) != 0;
        init => verdict = (verdict & ~UnauthenticatedBit) | (value ? UnauthenticatedBit : 0);
    }

    /// <summary>The rule that decided, by its index in the tree, or -1.</summary>
    public int Rule
    {
        get => IndexIn(verdict >> RuleShift, IndexMask);
        init => verdict = With(verdict, IndexMask, RuleShift, NumberOf(value));
    }

    /// <summary>The service that was called, by its index in the tree, or -1.</summary>
    public int Service
    {
        get => IndexIn(verdict >> ServiceShift, IndexMask);
        init => verdict = With(verdict, IndexMask, ServiceShift, NumberOf(value));
    }

    /// <summary>The operation within that service, or -1.</summary>
    public int Operation
    {
        get => IndexIn(beside, OperationMask);
        init => beside = With(beside, OperationMask, 0, NumberOf(value));
    }

    /// <summary>The first rule in shadow mode that matched too, or -1.</summary>
    public int ShadowRule
    {
        get => IndexIn(beside >> ShadowRuleShift, IndexMask);
        init => beside = With(beside, IndexMask, ShadowRuleShift, NumberOf(value));
    }

    /// <summary>Of what is denied, the first rule that would allow it if its policy had not expired, or -1.</summary>
    public int ExpiredRule
    {
        get => IndexIn(beside >> ExpiredRuleShift, IndexMask);
        init => beside = With(beside, IndexMask, ExpiredRuleShift, NumberOf(value));
    }

    public bool IsAllowed => Effect == Effect.Allow;

    /// <summary>Of a service's operation, or of none of them; denies until a rule allows it.</summary>
    internal static Decision Undecided(int service, int operation) =>
        new((NumberOf(service) & IndexMask) << ServiceShift, NumberOf(operation) & OperationMask);

    /// <summary>What was undecided, allowed by a rule. In one step: each `with` is a way through memory.</summary>
    internal Decision AllowedBy(int rule) => new(
        With(verdict, IndexMask, RuleShift, NumberOf(rule)) | ((ulong)DecisionReason.AllowedByRule << ReasonShift) | AllowBit, beside);

    private static ulong NumberOf(int index) => (uint)(index + 1);

    private static int IndexIn(ulong word, ulong mask) => (int)(word & mask) - 1;

    // What is too large is cut: it may name another rule, and never reaches the bits beside its own.
    private static ulong With(ulong word, ulong mask, int shift, ulong number) =>
        (word & ~(mask << shift)) | ((number & mask) << shift);
}
