using System.Runtime.CompilerServices;
using System.Text.Unicode;
using System.Buffers;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>What one readable value comes to, by the operator of its comparison.</summary>
internal static class ValueTest
{
    /// <summary>Characters of a value that an expression is tried on.</summary>
    public const int MatchLengthMax = 4096;

    // The first byte of a character beyond U+FFFF in UTF-8.
    private const byte AstralMin = 0xF0;

    /// <param name="operand">The operand's text, for the operators that take one.</param>
    public static Ternary Of(ConditionLeaf leaf, ReadOnlySpan<byte> value, ReadOnlySpan<byte> operand, scoped ref ConditionState state)
    {
        switch (leaf.Operator)
        {
            case ConditionOperator.Equals or ConditionOperator.Contains:
                return Of(value.SequenceEqual(operand));
            case ConditionOperator.In:
                return Of(leaf.Members is not null && leaf.Members.Find(0, value) >= 0);
            case ConditionOperator.Prefix:
                return Of(value.StartsWith(operand));
            case ConditionOperator.Suffix:
                return Of(value.EndsWith(operand));
            case ConditionOperator.ContainsText:
                return Of(value.IndexOf(operand) >= 0);
            case ConditionOperator.Matches:
                return leaf.Expression is not null && state.TryCharge((long)value.Length * leaf.Expression.CostOfCharacter)
                    ? Match(leaf.Expression, value)
                    : Ternary.Unknown;
            case ConditionOperator.Cidr:
                return leaf.Networks is not null && AddressText.TryRead(value, out UInt128 address)
                    ? Of(leaf.Networks.Contains(address))
                    : Ternary.Unknown;
            case ConditionOperator.Exists or ConditionOperator.None:
                return Ternary.Unknown;
        }

        return Ternary.Unknown;
    }

    public static Ternary Of(bool holds) => holds ? Ternary.True : Ternary.False;

    [SkipLocalsInit]
    private static Ternary Match(ExpressionAutomaton expression, ReadOnlySpan<byte> value)
    {
        if (value.ContainsAnyInRange(AstralMin, byte.MaxValue))
        {
            return Ternary.Unknown;
        }

        Span<char> text = stackalloc char[MatchLengthMax];
        return Utf8.ToUtf16(value, text, out _, out int length) == OperationStatus.Done
            ? Of(expression.Matches(text[..length]))
            : Ternary.Unknown;
    }
}
