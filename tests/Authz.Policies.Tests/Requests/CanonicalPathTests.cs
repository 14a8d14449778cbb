using System.Text;
using Authz.Policies.Requests;

namespace Authz.Policies.Tests.Requests;

public sealed class CanonicalPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a", "/a")]
    [InlineData("/a/", "/a/")]
    [InlineData("/a?b=/../c", "/a")]
    [InlineData("/a??b", "/a")]
    [InlineData("/?q", "/")]
    [InlineData("/%61dmin", "/admin")]
    [InlineData("/%41", "/A")]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/caf%C3%A9", "/café")]
    [InlineData("/a*b", "/a*b")]
    [InlineData("/a!$&'()+,=:@b", "/a!$&'()+,=:@b")]
    [InlineData("/.../x", "/.../x")]
    [InlineData("/.hidden", "/.hidden")]
    [InlineData("/a..b", "/a..b")]
    [InlineData("/{x}|\"", "/{x}|\"")]
    [InlineData("/0x2e", "/0x2e")]
    public void A_path_with_one_reading_is_decoded_once(string target, string canonical)
    {
        Assert.True(TryRead(Encoding.UTF8.GetBytes(target), out string? path, out bool hasMatrixParameters));
        Assert.Equal(canonical, path);
        Assert.False(hasMatrixParameters);
    }

    /// <summary>Usual paths are looked through many bytes at a time: wherever it stands, what makes a path doubtful is seen.</summary>
    [Theory]
    [InlineData("//", false)]
    [InlineData("/./", false)]
    [InlineData("/../", false)]
    [InlineData("/..;x/", false)]
    [InlineData("/%2e%2e/", false)]
    [InlineData("\\", false)]
    [InlineData("#", false)]
    [InlineData("/.x/", true)]
    [InlineData("/..x/", true)]
    [InlineData("/", true)]
    public void What_makes_a_path_doubtful_is_seen_at_every_place(string doubtful, bool isTaken)
    {
        for (int before = 0; before <= 40; before++)
        {
            for (int after = 1; after <= 40; after++)
            {
                string target = $"/a{new string('b', before)}{doubtful}{new string('c', after)}";
                Assert.True(TryRead(Encoding.UTF8.GetBytes(target), out _, out _) == isTaken, target);
                Assert.True(TryRead(Encoding.UTF8.GetBytes($"{target}?q=/../"), out _, out _) == isTaken, target);
            }
        }
    }

    [Theory]
    [InlineData("/.")]
    [InlineData("/..")]
    [InlineData("//")]
    public void What_makes_a_path_doubtful_is_seen_at_its_end(string end)
    {
        for (int before = 0; before <= 80; before++)
        {
            string target = $"/a{new string('b', before)}{end}";
            Assert.False(TryRead(Encoding.UTF8.GetBytes(target), out _, out _), target);
            Assert.False(TryRead(Encoding.UTF8.GetBytes($"{target}?q"), out _, out _), target);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("a")]
    [InlineData("?a")]
    [InlineData("http://host/a")]
    [InlineData("//a")]
    [InlineData("/a//b")]
    [InlineData("/a//")]
    [InlineData("/.")]
    [InlineData("/..")]
    [InlineData("/a/./b")]
    [InlineData("/a/../b")]
    [InlineData("/a/%2e%2e/b")]
    [InlineData("/a/%2E./b")]
    [InlineData("/a/%2e")]
    [InlineData("/a%2fb")]
    [InlineData("/a%2Fb")]
    [InlineData("/a%5cb")]
    [InlineData("/a\\b")]
    [InlineData("/a%3fb")]
    [InlineData("/a%23b")]
    [InlineData("/a%25b")]
    [InlineData("/%252e%252e/a")]
    [InlineData("/a%00")]
    [InlineData("/a%0d%0a")]
    [InlineData("/a%1f")]
    [InlineData("/a%7f")]
    [InlineData("/a b")]
    [InlineData("/a\tb")]
    [InlineData("/a\0")]
    [InlineData("/a\u007f")]
    [InlineData("/é")]
    [InlineData("/a%")]
    [InlineData("/a%4")]
    [InlineData("/a%zz")]
    [InlineData("/a%u002e")]
    [InlineData("/%c0%ae%c0%ae/a")]
    [InlineData("/%c1%9c")]
    [InlineData("/%ff")]
    [InlineData("/%ed%a0%80")]
    [InlineData("/a#b")]
    [InlineData("/a?b#c")]
    [InlineData("/a?b c")]
    [InlineData("/a?é")]
    [InlineData("/..;/a")]
    [InlineData("/..;x=y/a")]
    [InlineData("/.;/a")]
    [InlineData("/%2e%2e;/a")]
    [InlineData("/..%3B/a")]
    [InlineData("/;/a")]
    [InlineData("/a/;x")]
    [InlineData("/a%3Bb;c")]
    [InlineData("/a;b/c%3bd")]
    public void A_path_with_more_than_one_reading_has_no_canonical_form(string target) =>
        Assert.False(TryRead(Encoding.UTF8.GetBytes(target), out _, out _));

    [Theory]
    [InlineData("/a;b=c", "/a;b=c", "/a")]
    [InlineData("/a%3Bb/c", "/a;b/c", "/a/c")]
    [InlineData("/ab;c/d;e=f;g", "/ab;c/d;e=f;g", "/ab/d")]
    public void Matrix_parameters_are_reported_and_can_be_stripped(string target, string canonical, string stripped)
    {
        Assert.True(TryRead(Encoding.UTF8.GetBytes(target), out string? path, out bool hasMatrixParameters));
        Assert.Equal(canonical, path);
        Assert.True(hasMatrixParameters);

        var scratch = new byte[canonical.Length];
        int length = CanonicalPath.StripMatrixParameters(Encoding.UTF8.GetBytes(canonical), scratch);
        Assert.Equal(stripped, Encoding.UTF8.GetString(scratch, 0, length));
    }

    [Fact]
    public void A_path_at_the_limit_is_read_and_one_past_it_is_not()
    {
        string longest = "/" + new string('a', RequestLimits.PathBytesMax - 1);
        Assert.True(TryRead(Encoding.UTF8.GetBytes(longest + "?" + longest), out _, out _));
        Assert.False(TryRead(Encoding.UTF8.GetBytes(longest + "a"), out _, out _));
    }

    [Fact]
    public void No_single_byte_makes_a_path_that_decodes_to_a_delimiter_or_a_control()
    {
        for (int b = 0; b < 256; b++)
        {
            bool refused = b is < 0x20 or 0x7f or '/' or '\\' or '?' or '#' or '%' or >= 0x80;
            bool read = TryRead(Encoding.ASCII.GetBytes($"/x%{b:X2}y"), out string? path, out _);
            Assert.Equal(!refused, read);
            Assert.Equal(refused ? null : $"/x{(char)b}y", path);
        }
    }

    private static bool TryRead(byte[] target, out string? path, out bool hasMatrixParameters)
    {
        bool read = CanonicalPath.TryRead(target, new byte[RequestLimits.PathBytesMax], out CanonicalPath canonical);
        path = read ? Encoding.UTF8.GetString(canonical.Bytes) : null;
        hasMatrixParameters = canonical.HasMatrixParameters;
        return read;
    }
}
