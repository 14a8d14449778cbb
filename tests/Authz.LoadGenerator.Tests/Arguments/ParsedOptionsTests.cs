using Authz.LoadGenerator.Arguments;

namespace Authz.LoadGenerator.Tests.Arguments;

public sealed class ParsedOptionsTests
{
    private static readonly OptionDefinition[] options =
    [
        new("--from", "DIR", "") { IsRequired = true },
        new("--rate", "N", "") { Default = "5" },
        new("--time", "TIME", ""),
        new("--size", "SIZE", ""),
        new("--quiet", null, ""),
    ];

    [Fact]
    public void Values_are_read_with_their_units()
    {
        ParsedOptions parsed = Parse("--from d --rate=7,9 --time 1.5ms --size 20MB --quiet");
        Assert.Equal("d", parsed.Required("--from"));
        Assert.Equal([7, 9], parsed.Numbers("--rate", 1, 9));
        Assert.Equal(TimeSpan.FromMicroseconds(1500), parsed.Duration("--time"));
        Assert.Equal(20 * 1024 * 1024, parsed.OptionalSize("--size"));
        Assert.True(parsed.Has("--quiet"));
    }

    [Fact]
    public void What_is_not_given_is_the_default_or_nothing()
    {
        ParsedOptions parsed = Parse("--from d");
        Assert.Equal(5, parsed.Number("--rate", 1, 9));
        Assert.Equal((null, null, false), (parsed.OptionalDuration("--time"), parsed.OptionalSize("--size"), parsed.Has("--rate")));
    }

    [Theory]
    [InlineData("", "--from DIR is missing")]
    [InlineData("--from d --speed 1", "--speed is no option here; --help lists them")]
    [InlineData("--from", "--from needs a value: --from DIR")]
    [InlineData("--from --rate 1", "--from needs a value: --from DIR")]
    [InlineData("--from a --from b", "--from is given twice")]
    [InlineData("--from a --quiet=yes", "--quiet takes no value")]
    [InlineData("--from a b", "b is no option here; --help lists them")]
    public void What_is_wrong_is_told(string arguments, string message) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Parse(arguments)).Message);

    [Theory]
    [InlineData("--rate 0")]
    [InlineData("--rate 10")]
    [InlineData("--rate x")]
    [InlineData("--time 5")]
    [InlineData("--time 0s")]
    [InlineData("--time 8000h")]
    [InlineData("--size 5")]
    [InlineData("--size 5s")]
    public void A_value_out_of_its_range_or_without_unit_is_told_with_its_option(string arguments)
    {
        ParsedOptions parsed = Parse($"--from d {arguments}");
        UsageException failure = Assert.Throws<UsageException>(
            () => (parsed.Number("--rate", 1, 9), parsed.OptionalDuration("--time"), parsed.OptionalSize("--size")));
        Assert.StartsWith($"{arguments.Split(' ')[0]} is a ", failure.Message, StringComparison.Ordinal);
    }

    private static ParsedOptions Parse(string arguments) =>
        ParsedOptions.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), options);
}
