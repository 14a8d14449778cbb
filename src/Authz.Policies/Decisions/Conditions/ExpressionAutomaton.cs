using System.Numerics;
using System.Runtime.CompilerServices;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>
/// A regular expression as places of characters and the places that may follow each (Glushkov's automaton). All places
/// that a value may have come to are carried along together as bits, so that no value and no expression makes the walk go
/// back, and nothing is built while deciding.
/// </summary>
internal sealed class ExpressionAutomaton
{
    public const int PlacesMax = PolicyLimits.ExpressionSizeMax;

    private const int WordBits = 64;
    private const int WordsMax = (PlacesMax + WordBits - 1) / WordBits;

    private readonly int words;
    private readonly bool matchesEmpty;
    private readonly ulong[] first;
    private readonly ulong[] last;

    // Of place p: `words` words from p * words on.
    private readonly ulong[] follow;

    // Characters from starts[i] to before starts[i + 1] may stand at the places of mask maskOf[i].
    private readonly char[] starts;
    private readonly int[] maskOf;
    private readonly ulong[] masks;

    public ExpressionAutomaton(ExpressionAutomatonParts parts)
    {
        words = parts.Words;
        matchesEmpty = parts.MatchesEmpty;
        first = parts.First;
        last = parts.Last;
        follow = parts.Follow;
        starts = parts.Starts;
        maskOf = parts.MaskOf;
        masks = parts.Masks;
        CostOfCharacter = Math.Max(1, parts.Places * words);
    }

    /// <summary>What one character of a value may cost: a word for each place and each word of its followers.</summary>
    public int CostOfCharacter { get; }

    /// <summary>Whether the expression matches the whole of the value.</summary>
    [SkipLocalsInit]
    public bool Matches(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            return matchesEmpty;
        }

        Span<ulong> current = stackalloc ulong[WordsMax];
        Span<ulong> next = stackalloc ulong[WordsMax];
        current = current[..words];
        next = next[..words];
        first.CopyTo(current);
        bool isAlive = Keep(current, value[0]);
        for (int i = 1; i < value.Length && isAlive; i++)
        {
            Step(current, next);
            isAlive = Keep(next, value[i]);
            Span<ulong> free = current;
            current = next;
            next = free;
        }

        return isAlive && Meets(current, last);
    }

    private void Step(ReadOnlySpan<ulong> current, Span<ulong> next)
    {
        next.Clear();
        for (int word = 0; word < current.Length; word++)
        {
            for (ulong bits = current[word]; bits != 0; bits &= bits - 1)
            {
                int place = (word * WordBits) + BitOperations.TrailingZeroCount(bits);
                ReadOnlySpan<ulong> followers = follow.AsSpan(place * words, words);
                for (int i = 0; i < next.Length; i++)
                {
                    next[i] |= followers[i];
                }
            }
        }
    }

    /// <summary>Keeps the places at which this character may stand; false: there is none.</summary>
    private bool Keep(Span<ulong> places, char c)
    {
        int found = starts.AsSpan().BinarySearch(c);
        ReadOnlySpan<ulong> mask = masks.AsSpan(maskOf[found >= 0 ? found : ~found - 1] * words, words);
        ulong kept = 0;
        for (int i = 0; i < places.Length; i++)
        {
            places[i] &= mask[i];
            kept |= places[i];
        }

        return kept != 0;
    }

    private static bool Meets(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if ((left[i] & right[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
