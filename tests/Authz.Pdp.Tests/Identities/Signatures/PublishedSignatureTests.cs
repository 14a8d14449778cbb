using System.Security.Cryptography;
using System.Text;
using Authz.Pdp.Identities.Signatures;
using Authz.Policies.Requests;

namespace Authz.Pdp.Tests.Identities.Signatures;

/// <summary>RFC 9421, appendix B.2.5: the base of its request, and the signature of it by `hmac-sha256`.</summary>
public sealed class PublishedSignatureTests
{
    // Appendix B.1.5.
    private const string Secret =
        "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";

    private const string Input =
        "(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"";

    [Fact]
    public void The_example_of_the_RFC_is_written_and_signed_as_there()
    {
        AccessRequest request = new RequestText(
        [
            KeyValuePair.Create("host", "example.com"),
            KeyValuePair.Create("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
            KeyValuePair.Create("content-type", "application/json"),
        ])
        {
            Method = "POST",
            Target = "/foo?param=Value&Pet=dog",
            Host = "example.com",
            RouteBinding = null,
            Time = default,
        }.ToRequest();
        byte[] value = Encoding.ASCII.GetBytes(Input);
        Assert.Equal(value.Length, StructuredField.SkipStringList(value, 0));
        Assert.True(SignatureInput.TryRead(value, out SignatureInput input));
        var text = new SignatureBase(new byte[SignatureLimits.BaseBytesMax]);

        Assert.True(text.TryWrite(in request, in input));
        Assert.Equal(
            "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@authority\": example.com\n\"content-type\": application/json\n"
                + "\"@signature-params\": (\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"",
            Encoding.ASCII.GetString(text.Bytes));
        Assert.Equal(
            "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=",
            Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret), text.Bytes)));
        Assert.Equal(1618884473, input.Created);
        Assert.True(input.KeyId.SequenceEqual("test-shared-secret"u8));
        Assert.False(text.CoversRequest(in request));
    }
}
