using System.Text;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Tests.Decisions.Paths;

public sealed class SegmentMatcherTests
{
    // `+` is a parameter (one or more bytes), `*` is a star (zero or more).
    [Theory]
    [InlineData("+.+", "a.b", true)]
    [InlineData("+.+", "a.b.c", true)]
    [InlineData("+.+", ".b", false)]
    [InlineData("+.+", "a.", false)]
    [InlineData("+.+", "..b", true)]
    [InlineData("+.json", "x.json", true)]
    [InlineData("+.json", ".json", false)]
    [InlineData("*.json", ".json", true)]
    [InlineData("report-*", "report-", true)]
    [InlineData("report-*", "report", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*a", "aa", true)]
    [InlineData("*b*", "abc", true)]
    [InlineData("*b*", "ac", false)]
    [InlineData("*ab*ab*", "abab", true)]
    [InlineData("*ab*ab*", "aba", false)]
    [InlineData("*", "", false)]
    public void A_segment_is_matched_whole(string pattern, string segment, bool matches) =>
        Assert.Equal(matches, MatcherOf(pattern).Matches(Encoding.UTF8.GetBytes(segment)));

    [Fact]
    public void The_matcher_agrees_with_trying_every_split()
    {
        var random = new Random(20261121);
        for (int i = 0; i < 20_000; i++)
        {
            string pattern = RandomText(random, "ab*+", 6);
            string segment = RandomText(random, "ab", 8);
            if (pattern.Contains('*', StringComparison.Ordinal) || pattern.Contains('+', StringComparison.Ordinal))
            {
                bool expected = segment.Length > 0 && Splits(pattern, segment);
                Assert.True(expected == MatcherOf(pattern).Matches(Encoding.UTF8.GetBytes(segment)), $"{pattern} on {segment}");
            }
        }
    }

    private static bool Splits(string pattern, string text) => pattern switch
    {
        "" => text.Length == 0,
        ['*', ..] => Enumerable.Range(0, text.Length + 1).Any(n => Splits(pattern[1..], text[n..])),
        ['+', ..] => Enumerable.Range(1, text.Length).Any(n => n <= text.Length && Splits(pattern[1..], text[n..])),
        _ => text.Length > 0 && text[0] == pattern[0] && Splits(pattern[1..], text[1..]),
    };

    private static string RandomText(Random random, string alphabet, int lengthMax) =>
        new([.. Enumerable.Range(0, random.Next(lengthMax + 1)).Select(_ => alphabet[random.Next(alphabet.Length)])]);

    private static SegmentMatcher MatcherOf(string pattern)
    {
        string[] literals = pattern.Split('*', '+');
        int[] gaps = [.. pattern.Where(c => c is '*' or '+').Select(c => c == '+' ? 1 : 0)];
        return new SegmentMatcher([.. literals.Select(Encoding.UTF8.GetBytes)], gaps);
    }
}
