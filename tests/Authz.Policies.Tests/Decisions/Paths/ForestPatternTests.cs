using System.Text;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Tests.Decisions.Paths;

public sealed class ForestPatternTests
{
    [Fact]
    public void A_pattern_takes_what_its_matcher_takes()
    {
        var random = new Random(20261128);
        int matched = 0;
        for (int i = 0; i < 40_000; i++)
        {
            // Ends on both sides of what a word holds, of few letters so that they often fit.
            int gaps = random.Next(1, 3);
            var shape = new SegmentMatcher(
                [.. Enumerable.Range(0, gaps + 1).Select(_ => RandomText(random, 10))], [.. Enumerable.Range(0, gaps).Select(_ => random.Next(2))]);
            byte[] segment = random.Next(2) == 0
                ? RandomText(random, 12)
                : [.. shape.Literals[0], .. RandomText(random, 3), .. shape.Literals[1], .. RandomText(random, 2), .. shape.Literals[^1]];
            bool expected = shape.Matches(segment);
            matched += expected ? 1 : 0;
            Assert.True(expected == Takes(shape, segment), $"{shape.Literals.Length - 1} gaps, segment {Encoding.UTF8.GetString(segment)}");
        }

        Assert.InRange(matched, 5_000, 35_000);
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("a", "", false)]
    [InlineData("a", "a", true)]
    [InlineData("a", "ab", true)]
    [InlineData("abcdefgh", "abcdefgh", true)]
    [InlineData("abcdefgh", "abcdefgH", false)]
    [InlineData("abcdefghi", "abcdefgh", false)]
    [InlineData("abcdefghi", "abcdefghx", false)]
    [InlineData("abcdefghi", "abcdefghij", true)]
    public void What_stands_before_a_gap_is_compared_whole(string first, string segment, bool takes) =>
        Assert.Equal(takes, Takes(new SegmentMatcher([Encoding.UTF8.GetBytes(first), []], [0]), Encoding.UTF8.GetBytes(segment)));

    private static bool Takes(SegmentMatcher shape, byte[] segment) =>
        new SegmentShapes([ForestPattern.Of(shape, matcher: 0, child: 7)], [shape], segment).TryNext(out int child) && child == 7;

    private static byte[] RandomText(Random random, int lengthMax) =>
        [.. Enumerable.Range(0, random.Next(lengthMax + 1)).Select(_ => (byte)"ab"[random.Next(2)])];
}
