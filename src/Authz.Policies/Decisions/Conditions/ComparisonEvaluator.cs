using Authz.Policies.Binding.Conditions;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>
/// What a comparison comes to. Where a request can be read in two ways, both must come to the same, or it is unknown.
/// </summary>
internal sealed class ComparisonEvaluator
{
    private readonly AttributeReader attributes;

    public ComparisonEvaluator(AttributeReader attributes) => this.attributes = attributes;

    public Ternary Evaluate(ConditionLeaf leaf, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        // `contains` is about members, and so has no second reading of a header.
        bool onlyMembers = leaf.Operator == ConditionOperator.Contains && IsByMembers(leaf.Attribute);
        Ternary first = Evaluate(leaf, asSecond: onlyMembers, in request, ref state);
        if (onlyMembers || first == Ternary.Unknown || !HasTwoReadings(leaf.Attribute, in request))
        {
            return first;
        }

        return Evaluate(leaf, asSecond: true, in request, ref state) == first ? first : Ternary.Unknown;
    }

    private static bool HasTwoReadings(AttributeSlot slot, scoped in AccessRequest request)
    {
        if (slot.Kind == AttributeKind.Query)
        {
            return request.Target.Contains((byte)'+');
        }

        if (slot.Kind != AttributeKind.Header)
        {
            return false;
        }

        HeaderList headers = request.Headers;
        for (int i = headers.IndexOf(slot.Name); i >= 0; i = headers.IndexOf(slot.Name, i + 1))
        {
            if (headers.Value(i).Contains((byte)','))
            {
                return true;
            }
        }

        return false;
    }

    private Ternary Evaluate(ConditionLeaf leaf, bool asSecond, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        AttributeState left = attributes.Open(leaf.Attribute, asSecond, isRight: false, in request, ref state, out ValueReader values);
        if (left is AttributeState.Unreadable or AttributeState.NotSent)
        {
            return Ternary.Unknown;
        }

        if (leaf.Operator == ConditionOperator.Exists)
        {
            return ValueTest.Of(values.MoveNext(ref state, out _, out _) == leaf.MustExist);
        }

        ReadOnlySpan<byte> operand = leaf.Text;
        if (leaf.Other is not null)
        {
            AttributeState right = leaf.Operator == ConditionOperator.In
                ? FindMembers(leaf.Other, in request, ref state)
                : ReadOperand(leaf, leaf.Other, in request, ref state, out operand);
            if (right is AttributeState.Unreadable or AttributeState.NotSent)
            {
                return Ternary.Unknown;
            }

            if (right == AttributeState.Absent)
            {
                return Ternary.False;
            }
        }

        return left == AttributeState.Absent ? Ternary.False : Judge(leaf, ref values, operand, in request, ref state);
    }

    private Ternary Judge(
        ConditionLeaf leaf,
        scoped ref ValueReader values,
        ReadOnlySpan<byte> operand,
        scoped in AccessRequest request,
        scoped ref ConditionState state)
    {
        bool isMemberOfOther = leaf is { Operator: ConditionOperator.In, Other: not null };
        bool anyTrue = false;
        bool anyFalse = false;
        bool anyUnknown = false;
        while (values.MoveNext(ref state, out ReadOnlySpan<byte> value, out bool isReadable))
        {
            Ternary result = !isReadable ? Ternary.Unknown
                : isMemberOfOther ? IsMemberOfOther(leaf, value, in request, ref state)
                : ValueTest.Of(leaf, value, operand, ref state);
            anyTrue |= result == Ternary.True;
            anyFalse |= result == Ternary.False;
            anyUnknown |= result == Ternary.Unknown;
        }

        ConditionQuantifier quantifier = leaf.Operator == ConditionOperator.Contains ? ConditionQuantifier.Any : leaf.Quantifier;
        if (!anyTrue && !anyUnknown)
        {
            // Also without any value: absent in this reading.
            return Ternary.False;
        }

        bool isTrue = anyTrue && (quantifier == ConditionQuantifier.Any || !(anyFalse || anyUnknown));
        bool isFalse = anyFalse && quantifier == ConditionQuantifier.All;
        return isFalse ? Ternary.False : isTrue ? Ternary.True : Ternary.Unknown;
    }

    /// <summary>The one text of an operand that is another attribute: present, or there is none and the state says why.</summary>
    private AttributeState ReadOperand(
        ConditionLeaf leaf, AttributeSlot other, scoped in AccessRequest request, scoped ref ConditionState state, out ReadOnlySpan<byte> operand)
    {
        operand = default;
        AttributeState found = attributes.Open(other, asSecond: false, isRight: true, in request, ref state, out ValueReader values);
        if (found != AttributeState.Present)
        {
            return found;
        }

        bool hasOne = values.MoveNext(ref state, out _, out bool isReadable);
        bool hasMore = hasOne && values.MoveNext(ref state, out _, out _);
        if (hasMore || values.HasPlus || (hasOne && !isReadable))
        {
            return AttributeState.Unreadable;
        }

        if (!hasOne)
        {
            return AttributeState.Absent;
        }

        // Looking for a second value may have used the first one's scratch.
        attributes.Open(other, asSecond: false, isRight: true, in request, ref state, out values);
        values.MoveNext(ref state, out operand, out isReadable);
        bool isPart = leaf.Operator is ConditionOperator.Prefix or ConditionOperator.Suffix or ConditionOperator.ContainsText;
        bool isAmbiguous = other.Kind == AttributeKind.Header && operand.Contains((byte)',');
        if (!isReadable || isAmbiguous || (isPart && operand.IsEmpty))
        {
            return AttributeState.Unreadable;
        }

        if (leaf.IgnoresCase)
        {
            operand = FoldedPath.Write(operand, state.Rent(operand.Length, isRight: true));
        }

        return AttributeState.Present;
    }

    /// <summary>Whether another attribute has members at all, and they can be told.</summary>
    private AttributeState FindMembers(AttributeSlot other, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        AttributeState found = attributes.Open(other, asSecond: IsByMembers(other), isRight: true, in request, ref state, out ValueReader members);
        if (found != AttributeState.Present)
        {
            return found;
        }

        bool hasOne = members.MoveNext(ref state, out _, out _);
        while (other.Kind == AttributeKind.Query && members.MoveNext(ref state, out _, out _))
        {
        }

        return members.HasPlus ? AttributeState.Unreadable : hasOne ? AttributeState.Present : AttributeState.Absent;
    }

    private Ternary IsMemberOfOther(ConditionLeaf leaf, ReadOnlySpan<byte> value, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        if (leaf.Other is null)
        {
            return Ternary.Unknown;
        }

        AttributeState found = attributes.Open(
            leaf.Other, IsByMembers(leaf.Other), isRight: true, in request, ref state, out ValueReader members);
        bool anyUnreadable = found != AttributeState.Present;
        while (members.MoveNext(ref state, out ReadOnlySpan<byte> member, out bool isReadable))
        {
            if (isReadable && IsSame(value, member, leaf.IgnoresCase))
            {
                return Ternary.True;
            }

            anyUnreadable |= !isReadable;
        }

        return anyUnreadable ? Ternary.Unknown : Ternary.False;
    }

    private static bool IsByMembers(AttributeSlot slot) => slot.Kind is AttributeKind.Header or AttributeKind.Claim;

    private static bool IsSame(ReadOnlySpan<byte> value, ReadOnlySpan<byte> member, bool ignoresCase)
    {
        if (!ignoresCase || value.Length != member.Length)
        {
            return value.SequenceEqual(member);
        }

        for (int i = 0; i < value.Length; i++)
        {
            byte b = member[i];
            if (value[i] != (b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b))
            {
                return false;
            }
        }

        return true;
    }
}
