using Authz.Cli.Output;

namespace Authz.Cli.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain text, §12, ж, 😀", "plain text, §12, ж, 😀")]
    [InlineData("a\tb", "a b")]
    [InlineData("\u001b[31mred", "\uFFFD[31mred")]
    [InlineData("a\u009bb\u0007", "a\uFFFDb\uFFFD")]
    [InlineData("a\u202eb\u2028", "a\uFFFDb\uFFFD")]
    public void Text_of_a_file_cannot_act_upon_a_terminal(string text, string printed) =>
        Assert.Equal(printed, Printable.Of(text));
}
