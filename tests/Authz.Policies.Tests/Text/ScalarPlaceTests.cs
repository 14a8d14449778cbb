using Authz.Policies.Text;

namespace Authz.Policies.Tests.Text;

public sealed class ScalarPlaceTests
{
    [Theory]
    [InlineData("abc", "abc", 1, 1, "b")]
    [InlineData("abc", "abc", 3, 0, "")]
    [InlineData("'a''b'", "a'b", 1, 1, "''")]
    [InlineData("'a''b'", "a'b", 2, 1, "b")]
    [InlineData(@"""a\\b""", @"a\b", 1, 1, @"\\")]
    [InlineData(@"""a\""b""", "a\"b", 2, 1, "b")]
    [InlineData(@"""\x41b""", "Ab", 1, 1, @"""\x41b""")]
    [InlineData("|-\n  abc", "abc", 1, 1, "|-\n  abc")]
    [InlineData("a\n  bc", "a bc", 2, 1, "a\n  bc")]
    [InlineData("", "", 0, 0, "")]
    public void The_place_of_a_part_is_found_or_else_that_of_the_whole(
        string written, string value, int start, int length, string expected)
    {
        var source = new SourceText("set.yaml", $"key: {written}");
        var located = new Located<string>(value, new SourceSpan(source, new TextSpan(5, written.Length)));

        TextSpan place = ScalarPlace.Within(located, start, length).Span;

        Assert.Equal(expected, source.Text.Substring(place.Start, place.Length));
    }
}
