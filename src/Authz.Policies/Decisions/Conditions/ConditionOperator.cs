namespace Authz.Policies.Decisions.Conditions;

/// <summary>How a comparison judges the values of its attribute. Zero is none of them: it never holds.</summary>
public enum ConditionOperator : byte
{
    None = 0,
    Equals = 1,
    In = 2,
    Prefix = 3,
    Suffix = 4,
    Contains = 5,
    ContainsText = 6,
    Matches = 7,
    Exists = 8,
    Cidr = 9,
}
