using System.Text;
using Authz.LoadGenerator.Http2;

namespace Authz.LoadGenerator.Tests.Http2;

/// <summary>Against the examples of RFC 7541, appendix C.</summary>
public sealed class HuffmanCodeTests
{
    [Theory]
    [InlineData("f1e3c2e5f23a6ba0ab90f4ff", "www.example.com")]
    [InlineData("a8eb10649cbf", "no-cache")]
    [InlineData("d07abe941054d444a8200595040b8166e082a62d1bff", "Mon, 21 Oct 2013 20:13:21 GMT")]
    [InlineData(
        "94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
        "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1")]
    [InlineData("", "")]
    public void A_code_is_read(string encoded, string text) => Assert.Equal(text, Decode(encoded));

    [Theory]
    [InlineData("ff")]
    [InlineData("a8eb10649cbfff")]
    [InlineData("a8eb10649cb8")]
    [InlineData("fffffffc")]
    [InlineData("fffffffffff")]
    public void A_broken_code_is_refused(string encoded) =>
        Assert.Throws<ProtocolException>(() => Decode(encoded.Length % 2 == 0 ? encoded : encoded + "f"));

    private static string Decode(string encoded)
    {
        byte[] bytes = Convert.FromHexString(encoded);
        var decoded = new byte[(bytes.Length * 2) + 1];
        return Encoding.Latin1.GetString(decoded, 0, HuffmanCode.Decode(bytes, decoded));
    }
}
