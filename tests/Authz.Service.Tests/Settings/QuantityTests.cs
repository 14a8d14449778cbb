using Authz.Service.Settings;

namespace Authz.Service.Tests.Settings;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0ms", 0)]
    [InlineData("300ms", 300)]
    [InlineData(" 5s ", 5_000)]
    [InlineData("2M", 120_000)]
    [InlineData("1h", 3_600_000)]
    public void Times(string text, long milliseconds)
    {
        Assert.True(Quantity.TryReadTime(text, out TimeSpan time));
        Assert.Equal(milliseconds, time.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("+5s")]
    [InlineData("1.5s")]
    [InlineData("1 s")]
    [InlineData("1e3ms")]
    [InlineData("00:00:05")]
    [InlineData("5d")]
    [InlineData("2147483648h")]
    public void No_times(string text) => Assert.False(Quantity.TryReadTime(text, out _));

    [Theory]
    [InlineData("4096", 4096)]
    [InlineData("64KiB", 64 * 1024)]
    [InlineData("1mib", 1024 * 1024)]
    [InlineData("2147483647MiB", 2147483647L * 1024 * 1024)]
    public void Sizes(string text, long bytes)
    {
        Assert.True(Quantity.TryReadSize(text, out long size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("KiB")]
    [InlineData("1MB")]
    [InlineData("1k")]
    [InlineData("-1")]
    [InlineData("2147483648")]
    public void No_sizes(string text) => Assert.False(Quantity.TryReadSize(text, out _));

    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(1, "1ms")]
    [InlineData(1_500, "1500ms")]
    [InlineData(90_000, "90s")]
    [InlineData(60_000, "1m")]
    [InlineData(7_200_000, "2h")]
    public void Times_are_written_in_the_largest_whole_unit(long milliseconds, string text) =>
        Assert.Equal(text, Quantity.Format(TimeSpan.FromMilliseconds(milliseconds)));
}
