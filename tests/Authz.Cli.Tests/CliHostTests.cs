namespace Authz.Cli.Tests;

public sealed class CliHostTests
{
    [Theory]
    [InlineData(false, "xterm-256color", null, true)]
    [InlineData(false, "xterm-256color", "", true)]
    [InlineData(false, null, null, true)]
    [InlineData(true, "xterm-256color", null, false)]
    [InlineData(false, "dumb", null, false)]
    [InlineData(false, "xterm-256color", "1", false)]
    public void Colour_is_for_a_terminal_whose_user_wants_it(
        bool isRedirected, string? terminal, string? noColour, bool expected) =>
        Assert.Equal(expected, CliHost.WantsColour(isRedirected, terminal, noColour));
}
