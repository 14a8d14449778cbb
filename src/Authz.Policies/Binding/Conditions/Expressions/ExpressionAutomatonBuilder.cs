using System.Diagnostics;
using System.Numerics;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>Numbers the places of an expression and finds which may follow which.</summary>
/// <param name="places">Places with every repetition written out.</param>
internal sealed class ExpressionAutomatonBuilder(int places)
{
    private const int WordBits = 64;

    private readonly int words = Math.Max(1, (places + WordBits - 1) / WordBits);
    private readonly CharacterSet[] charactersOf = new CharacterSet[places];
    private readonly ulong[] follow = new ulong[places * Math.Max(1, (places + WordBits - 1) / WordBits)];
    private int next;

    /// <summary>Known when it is built.</summary>
    public int Size { get; private set; }

    public ExpressionAutomaton Build(ExpressionNode expression)
    {
        ExpressionFragment whole = Add(expression);
        (char[] starts, int[] maskOf, ulong[] masks) = FindMasks();
        Size = places + starts.Length;
        return new ExpressionAutomaton(new ExpressionAutomatonParts
        {
            Places = places,
            Words = words,
            MatchesEmpty = whole.IsNullable,
            First = whole.First,
            Last = whole.Last,
            Follow = follow,
            Starts = starts,
            MaskOf = maskOf,
            Masks = masks,
        });
    }

    private ExpressionFragment Add(ExpressionNode node) => node switch
    {
        CharacterNode character => AddCharacter(character.Characters),
        SequenceNode sequence => sequence.Parts.Aggregate(Empty(), (left, part) => Append(left, Add(part))),
        ChoiceNode choice => choice.Parts.Select(Add).Aggregate((left, right) => new ExpressionFragment(
            left.IsNullable || right.IsNullable, Or(left.First, right.First), Or(left.Last, right.Last))),
        RepetitionNode repetition => AddRepetition(repetition),
        _ => throw new UnreachableException(),
    };

    private ExpressionFragment Empty() => new(true, new ulong[words], new ulong[words]);

    private ExpressionFragment AddCharacter(CharacterSet characters)
    {
        int place = next++;
        charactersOf[place] = characters;
        ulong[] bits = new ulong[words];
        bits[place / WordBits] = 1UL << (place % WordBits);
        return new ExpressionFragment(false, bits, bits);
    }

    /// <summary>`x{2,4}` is `xxx?x?`, and `x{2,}` is `xx+`.</summary>
    private ExpressionFragment AddRepetition(RepetitionNode repetition)
    {
        int count = repetition.Max ?? Math.Max(1, repetition.Min);
        int before = next;
        ExpressionFragment whole = Empty();
        for (int i = 1; i <= count; i++)
        {
            ExpressionFragment part = Add(repetition.Part);
            if (i == count && repetition.Max is null)
            {
                Link(part.Last, part.First);
            }

            whole = Append(whole, i > repetition.Min ? part with { IsNullable = true } : part);

            // What has no places is the empty text, however often it is repeated.
            if (next == before)
            {
                break;
            }
        }

        return whole;
    }

    private ExpressionFragment Append(ExpressionFragment left, ExpressionFragment right)
    {
        Link(left.Last, right.First);
        return new ExpressionFragment(
            left.IsNullable && right.IsNullable,
            left.IsNullable ? Or(left.First, right.First) : left.First,
            right.IsNullable ? Or(left.Last, right.Last) : right.Last);
    }

    private void Link(ulong[] from, ulong[] to)
    {
        for (int word = 0; word < words; word++)
        {
            for (ulong bits = from[word]; bits != 0; bits &= bits - 1)
            {
                int place = (word * WordBits) + BitOperations.TrailingZeroCount(bits);
                for (int i = 0; i < words; i++)
                {
                    follow[(place * words) + i] |= to[i];
                }
            }
        }
    }

    private ulong[] Or(ulong[] left, ulong[] right)
    {
        ulong[] both = new ulong[words];
        for (int i = 0; i < words; i++)
        {
            both[i] = left[i] | right[i];
        }

        return both;
    }

    /// <summary>Where the sets of all places begin and end, characters fall into runs; each run has one mask of places.</summary>
    private (char[] Starts, int[] MaskOf, ulong[] Masks) FindMasks()
    {
        CharacterSet[] sets = [.. charactersOf.Distinct(ReferenceEqualityComparer.Instance).Cast<CharacterSet>()];
        var bounds = new SortedSet<int> { char.MinValue };
        foreach ((char first, char last) in sets.SelectMany(set => set.Ranges))
        {
            bounds.Add(first);
            bounds.Add(last + 1);
        }

        bounds.Remove(char.MaxValue + 1);
        char[] starts = [.. bounds.Select(bound => (char)bound)];
        var masks = new List<ulong>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] maskOf = new int[starts.Length];
        for (int run = 0; run < starts.Length; run++)
        {
            string key = string.Concat(sets.Select(set => set.Contains(starts[run]) ? '1' : '0'));
            if (!known.TryGetValue(key, out int mask))
            {
                mask = known.Count;
                known.Add(key, mask);
                masks.AddRange(MaskOf(starts[run]));
            }

            maskOf[run] = mask;
        }

        return (starts, maskOf, [.. masks]);
    }

    private ulong[] MaskOf(char c)
    {
        ulong[] mask = new ulong[words];
        for (int place = 0; place < places; place++)
        {
            if (charactersOf[place].Contains(c))
            {
                mask[place / WordBits] |= 1UL << (place % WordBits);
            }
        }

        return mask;
    }
}
