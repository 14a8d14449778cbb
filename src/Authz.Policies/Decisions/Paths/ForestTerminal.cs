namespace Authz.Policies.Decisions.Paths;

/// <summary>What a path leads to, for some methods: a rule, counted from its entry's first one, an operation or a service.</summary>
/// <param name="Captures">Where the pattern has the parameters that the rule's conditions ask for, or -1.</param>
internal readonly record struct ForestTerminal(ulong Methods, int Target, int Captures = -1)
{
    /// <summary>In place of captures: the rule is enforced, always in force and has no condition, so nobody need look at it.</summary>
    public const int Certain = -2;

    public bool IsCertain => Captures == Certain;
}
