namespace Authz.Policies.Analysis;

/// <summary>What a rule asks of a request, in the order in which a person would look.</summary>
public enum RuleAspect : byte
{
    Subject = 0,
    Resource = 1,
    Operation = 2,
    Method = 3,
    Path = 4,
    Condition = 5,
    Validity = 6,

    /// <summary>The policy is in shadow mode: it never decides.</summary>
    Mode = 7,
}
