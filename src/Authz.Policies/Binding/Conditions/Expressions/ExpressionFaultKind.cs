namespace Authz.Policies.Binding.Conditions.Expressions;

internal enum ExpressionFaultKind : byte
{
    /// <summary>It is no expression.</summary>
    Syntax = 0,

    /// <summary>It is one elsewhere, and not in this language.</summary>
    NotTaken = 1,

    TooLarge = 2,
}
