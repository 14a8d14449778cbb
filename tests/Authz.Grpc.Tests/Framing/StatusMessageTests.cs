using Authz.Grpc.Framing;

namespace Authz.Grpc.Tests.Framing;

public sealed class StatusMessageTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain text, with ~ and !", "plain text, with ~ and !")]
    [InlineData("100%", "100%25")]
    [InlineData("a\r\nb\0", "a%0D%0Ab%00")]
    [InlineData("žluťoučký", "%C5%BElu%C5%A5ou%C4%8Dk%C3%BD")]
    [InlineData("\u007f", "%7F")]
    [InlineData("💥", "%F0%9F%92%A5")]
    public void A_message_is_encoded_and_decoded(string message, string encoded)
    {
        Assert.Equal(encoded, StatusMessage.Encode(message));
        Assert.Equal(message, StatusMessage.Decode(encoded));
    }

    [Theory]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%4g", "%4g")]
    [InlineData("% 4", "% 4")]
    [InlineData("%+4", "%+4")]
    [InlineData("%%41", "%A")]
    [InlineData("%c3%bd", "ý")]
    [InlineData("%ff", "\ufffd")]
    [InlineData("ý", "ý")]
    public void A_broken_triplet_loses_nothing(string encoded, string message) => Assert.Equal(message, StatusMessage.Decode(encoded));
}
