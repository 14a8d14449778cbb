using Authz.Grpc.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Authz.Grpc.Tests.Framing;

public sealed class BinaryMetadataTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("AA==", "00")]
    [InlineData("AA", "00")]
    [InlineData("AAE=", "0001")]
    [InlineData("AAE", "0001")]
    [InlineData("AAEC", "000102")]
    [InlineData("/+8", "FFEF")]
    [InlineData("AA,AAE, AAEC", "00 0001 000102")]
    public void Base64_is_read_with_padding_and_without_and_split_at_commas(string text, string expected)
    {
        Assert.True(BinaryMetadata.TryDecode(text, out IReadOnlyList<byte[]>? values));
        Assert.Equal(expected, string.Join(' ', values.Select(Convert.ToHexString)));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("AA=A")]
    [InlineData("A===")]
    [InlineData("_-8")]
    [InlineData("AA,%")]
    public void What_is_not_base64_is_no_value(string text) => Assert.False(BinaryMetadata.TryDecode(text, out _));

    [Fact]
    public void Bytes_are_written_without_padding() => Assert.Equal("AAE", BinaryMetadata.Encode([0, 1]));

    [Fact]
    public void Metadata_is_found_ignoring_case_and_joined_by_commas()
    {
        var metadata = new GrpcMetadata(new HeaderDictionary { ["X-Text"] = new StringValues(["a", "b"]), ["x-data-bin"] = "AA" });

        Assert.True(metadata.TryGetText("x-TEXT", out string? text));
        Assert.Equal("a,b", text);
        Assert.True(metadata.TryGetBinary("x-data-BIN", out IReadOnlyList<byte[]>? values));
        Assert.Equal([0], Assert.Single(values));
        Assert.False(metadata.TryGetText("x-none", out _));
        Assert.False(metadata.TryGetBinary("x-none-bin", out _));
        Assert.Throws<ArgumentException>(() => metadata.TryGetBinary("x-text", out _));
    }
}
