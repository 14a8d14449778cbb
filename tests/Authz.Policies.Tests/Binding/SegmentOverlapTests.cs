using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Authz.Policies.Binding;

namespace Authz.Policies.Tests.Binding;

public sealed class SegmentOverlapTests
{
    private const string Alphabet = "ab.";

    // Patterns of five steps at most over two letters: a common segment has one of this length or less.
    private const int LengthMax = 6;

    [Fact]
    public void Two_patterns_overlap_just_if_some_segment_matches_both()
    {
        var random = new Random(7);
        ImmutableArray<string> segments = [.. SegmentsUpTo(LengthMax)];
        int overlaps = 0;
        for (int i = 0; i < 1_500; i++)
        {
            SegmentPattern left = RandomPattern(random);
            SegmentPattern right = RandomPattern(random);
            Regex leftRegex = RegexOf(left);
            Regex rightRegex = RegexOf(right);

            bool expected = segments.Any(segment => leftRegex.IsMatch(segment) && rightRegex.IsMatch(segment));

            Assert.True(
                expected == SegmentOverlap.Exists(left, right), $"{leftRegex} and {rightRegex} overlap: {expected}");
            Assert.Equal(expected, SegmentOverlap.Exists(right, left));
            overlaps += expected ? 1 : 0;
        }

        Assert.InRange(overlaps, 200, 1_300);
    }

    private static SegmentPattern RandomPattern(Random random)
    {
        var literals = new List<string> { RandomText(random, 0) };
        var gaps = new List<SegmentGap>();
        int count = random.Next(1, 3);
        for (int i = 0; i < count; i++)
        {
            gaps.Add(new SegmentGap(random.Next(2) == 0 ? null : $"p{i}"));
            literals.Add(RandomText(random, i < count - 1 ? 1 : 0));
        }

        return new SegmentPattern([.. literals], [.. gaps]);
    }

    private static string RandomText(Random random, int lengthMin) =>
        new([.. Enumerable.Range(0, random.Next(lengthMin, 2)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);

    private static Regex RegexOf(SegmentPattern pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (int i = 0; i < pattern.Literals.Length; i++)
        {
            regex.Append(Regex.Escape(pattern.Literals[i]));
            if (i < pattern.Gaps.Length)
            {
                regex.Append(pattern.Gaps[i].LengthMin == 0 ? ".*" : ".+");
            }
        }

        return new Regex(regex.Append(@"\z").ToString());
    }

    private static IEnumerable<string> SegmentsUpTo(int length)
    {
        IEnumerable<string> shorter = length == 0 ? [] : SegmentsUpTo(length - 1);
        foreach (string segment in shorter)
        {
            yield return segment;
        }

        foreach (string segment in SegmentsOf(length))
        {
            yield return segment;
        }
    }

    private static IEnumerable<string> SegmentsOf(int length) => length == 0
        ? [""]
        : SegmentsOf(length - 1).SelectMany(segment => Alphabet.Select(letter => segment + letter));
}
