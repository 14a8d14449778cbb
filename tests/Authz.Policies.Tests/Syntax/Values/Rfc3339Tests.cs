using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Tests.Syntax.Values;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:00:00+00:00")]
    [InlineData("2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.5+00:00")]
    [InlineData("2026-01-01T00:00:00.1234567Z", "2026-01-01T00:00:00.1234567+00:00")]
    [InlineData("2024-02-29T23:59:59-05:30", "2024-03-01T05:29:59+00:00")]
    [InlineData("2026-01-01T00:00:00-00:00", "2026-01-01T00:00:00+00:00")]
    public void A_time_with_an_offset_is_a_time(string text, string expected)
    {
        Assert.True(Rfc3339.TryParse(text, out DateTimeOffset time));
        Assert.Equal(DateTimeOffset.Parse(expected, null), time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Z")]
    [InlineData("now")]
    [InlineData("2026-01-01")]
    [InlineData("2026-01-01Z")]
    [InlineData("2026-01-01T00:00Z")]
    [InlineData("2026-01-01T00:00:00")]
    [InlineData("2026-01-01 00:00:00Z")]
    [InlineData("2026-01-01t00:00:00z")]
    [InlineData("2026-1-1T00:00:00Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-01-01T24:00:00Z")]
    [InlineData("2026-01-01T23:59:60Z")]
    [InlineData("2026-01-01T00:00:00.Z")]
    [InlineData("2026-01-01T00:00:00.12345678Z")]
    [InlineData("2026-01-01T00:00:00,5Z")]
    [InlineData("2026-01-01T00:00:00+0200")]
    [InlineData("2026-01-01T00:00:00+02")]
    [InlineData("2026-01-01T00:00:00+15:00")]
    [InlineData("2026-01-01T00:00:00+02:60")]
    [InlineData("2026-01-01T00:00:00ZZ")]
    [InlineData(" 2026-01-01T00:00:00Z")]
    [InlineData("2026-01-01T00:00:00Z ")]
    [InlineData("٢٠٢٦-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+02:00")]
    public void Anything_else_is_none(string text) => Assert.False(Rfc3339.TryParse(text, out _));
}
