using Authz.Cli.Output;

namespace Authz.Cli.Tests;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("name: clinic", 6, 6, "name: clinic", 6, 6)]
    [InlineData("a\tb: c", 5, 1, "a b: c", 5, 1)]
    [InlineData("記録: 簿", 4, 1, "記録: 簿", 6, 2)]
    [InlineData("記録: 簿", 0, 2, "記録: 簿", 0, 4)]
    [InlineData("e\u0301: x", 4, 1, "e\u0301: x", 3, 1)]
    [InlineData("😀😀: x", 6, 1, "😀😀: x", 6, 1)]
    [InlineData("❤\uFE0F: x", 4, 1, "❤: x", 3, 1)]
    [InlineData("\u001b[2J: x", 6, 1, "\uFFFD[2J: x", 6, 1)]
    [InlineData("\u202ex\u200b: y", 5, 1, "\uFFFDx\uFFFD: y", 5, 1)]
    [InlineData("", 0, 0, "", 0, 1)]
    [InlineData("name:", 5, 0, "name:", 5, 1)]
    [InlineData("name: >", 6, 400, "name: >", 6, 1)]
    public void The_caret_stands_under_its_place_whatever_a_terminal_makes_of_the_line(
        string line, int start, int length, string text, int column, int width) =>
        Assert.Equal(new Excerpt(text, column, width), Excerpt.Of(line, start, length));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(500, 10)]
    [InlineData(990, 10)]
    [InlineData(500, 400)]
    public void A_long_line_is_shown_around_its_place(int start, int length)
    {
        string line = string.Concat(Enumerable.Range(0, 1000).Select(i => (char)('a' + (i % 26))));

        Excerpt excerpt = Excerpt.Of(line, start, length);

        Assert.InRange(excerpt.Text.Length, 0, Excerpt.WidthMax + 1);
        Assert.Equal(line[start], excerpt.Text[excerpt.Column]);
        Assert.Equal(Math.Min(length, Excerpt.WidthMax - excerpt.Column), excerpt.Width);
    }

    [Fact]
    public void A_line_that_fits_is_whole()
    {
        string line = new('x', Excerpt.WidthMax);
        Assert.Equal(new Excerpt(line, Excerpt.WidthMax - 1, 1), Excerpt.Of(line, Excerpt.WidthMax - 1, 1));
        Assert.Equal(new string('x', Excerpt.WidthMax) + "…", Excerpt.Of(line + "x", 0, 1).Text);
    }
}
