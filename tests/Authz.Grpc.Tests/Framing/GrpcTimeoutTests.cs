using Authz.Grpc.Framing;

namespace Authz.Grpc.Tests.Framing;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("1M", 600_000_000)]
    [InlineData("1S", 10_000_000)]
    [InlineData("1m", 10_000)]
    [InlineData("1u", 10)]
    [InlineData("100n", 1)]
    [InlineData("1n", 1)]
    [InlineData("101n", 2)]
    [InlineData("00000001S", 10_000_000)]
    [InlineData("0S", 0)]
    [InlineData("99999999H", 3_599_999_964_000_000_000)]
    public void A_timeout_is_read_to_the_tick_and_rounded_up(string text, long ticks)
    {
        Assert.True(GrpcTimeout.TryParse(text, out TimeSpan timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("5s")]
    [InlineData("5h")]
    [InlineData(" 5S")]
    [InlineData("-5S")]
    [InlineData("5S ")]
    [InlineData("123456789S")]
    [InlineData("000000001S")]
    [InlineData("１S")]
    [InlineData("1e3S")]
    [InlineData("1,2S")]
    public void Anything_else_is_no_timeout(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Theory]
    [InlineData(0, "1u")]
    [InlineData(1, "1u")]
    [InlineData(15, "2u")]
    [InlineData(10_000_000, "1000000u")]
    [InlineData(999_999_990, "99999999u")]
    [InlineData(999_999_991, "100000m")]
    [InlineData(999_999_990_000_000_001, "27777778H")]
    [InlineData(long.MaxValue, "99999999H")]
    public void A_timeout_is_written_in_the_finest_unit_that_holds_it(long ticks, string text) =>
        Assert.Equal(text, GrpcTimeout.Format(new TimeSpan(ticks)));

    [Fact]
    public void What_is_written_is_read_back_no_shorter()
    {
        var random = new Random(7);
        for (int i = 0; i < 1000; i++)
        {
            var timeout = new TimeSpan(random.NextInt64(1, 1L << random.Next(1, 60)));
            Assert.True(GrpcTimeout.TryParse(GrpcTimeout.Format(timeout), out TimeSpan read));
            Assert.True(read >= timeout && read - timeout < TimeSpan.FromHours(1), $"{timeout} became {read}");
        }
    }

    [Fact]
    public void A_deadline_beyond_the_last_date_is_the_last_date() =>
        Assert.Equal(DateTimeOffset.MaxValue, GrpcTimeout.DeadlineAfter(DateTimeOffset.UnixEpoch, TimeSpan.MaxValue));
}
