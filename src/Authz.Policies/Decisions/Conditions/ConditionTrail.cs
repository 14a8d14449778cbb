using System.Runtime.CompilerServices;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>
/// Which conditions one decision asked and what they came to, for whoever must tell it later. Of one size whatever is asked:
/// it lies on the stack, and in slots of a queue, so what is beyond its length is only counted.
/// </summary>
public struct ConditionTrail
{
    public const int LengthMax = 8;

    private const int OutcomeBits = 2;
    private const int OutcomeMask = (1 << OutcomeBits) - 1;

    private Slots slots;

    public int Length { get; private set; }

    /// <summary>How often a condition was asked when there was no more room.</summary>
    public int Missed { get; private set; }

    public readonly ConditionOutcome this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
            int slot = slots[index];
            return new ConditionOutcome(slot >> OutcomeBits, (Ternary)(slot & OutcomeMask));
        }
    }

    /// <summary>A rule that is asked again, on another reading of the path, is kept once for each outcome.</summary>
    public void Note(int rule, Ternary outcome)
    {
        int slot = (rule << OutcomeBits) | (int)outcome;
        for (int i = 0; i < Length; i++)
        {
            if (slots[i] == slot)
            {
                return;
            }
        }

        if (Length == LengthMax)
        {
            Missed++;
            return;
        }

        slots[Length++] = slot;
    }

    [InlineArray(LengthMax)]
    private struct Slots
    {
        private int first;
    }
}
