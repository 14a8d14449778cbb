using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Requests;
using Authz.Testing;
using Authz.Testing.Naive;
using Authz.Testing.Naive.Conditions;

namespace Authz.Policies.Tests.Requests.Hostile;

/// <summary>
/// Paths, hosts, queries, addresses and triplets by the hundred thousand, read by our parsers and by second ones that
/// were written for nothing but this. Seeds are fixed; AUTHZ_FUZZ_ITERATIONS raises the number.
/// </summary>
public sealed class HostileTextTests
{
    private const int IterationsDefault = 300_000;

    private static readonly int iterations = Math.Max(IterationsDefault, int.Parse(
        Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS") ?? "0", CultureInfo.InvariantCulture));

    [Fact]
    public void A_path_is_refused_or_read_as_the_second_reader_reads_it()
    {
        using var texts = new HostileText(
            1, "/", "/", "/", "a", "b", "A", ".", "..", "%2e", "%2E", "%2f", "%5C", "\\", ";", "%3B", "%3b", ";x=1", "%", "%4", "%zz", "%61",
            "%25", "%252e", "%00", "%7f", "%20", "%C3%A9", "%c0%ae", "%ff", "%3F", "%23", "?", "?a=b", "#", "~", "{", "é", "//", "/./", "/../");
        using var scratch = new GuardedBuffer(pages: 2);
        int accepted = 0;
        for (int i = 0; i < iterations; i++)
        {
            ReadOnlySpan<byte> target = texts.Next(texts.Choose(8) == 0 ? "" : "/");

            bool isRead = CanonicalPath.TryRead(target, scratch.Bytes[^RequestLimits.PathBytesMax..], out CanonicalPath path);

            string? second = NaivePath.Read(Encoding.Latin1.GetString(target));
            bool agree = isRead == second is not null
                && (second is null || (path.Bytes.SequenceEqual(Encoding.UTF8.GetBytes(second)) && StripsAlike(path.Bytes, second)))
                && path.HasMatrixParameters == (second?.Contains(';') ?? false);
            Assert.True(agree, Escaped(target));
            accepted += isRead ? 1 : 0;
        }

        AssertBothCame(accepted);
    }

    [Fact]
    public void A_path_that_was_decoded_has_nothing_left_to_read_in_two_ways()
    {
        using var texts = new HostileText(2, "/", "a", ".", "%2e", "%61", "%25", "%C3%A9", "%3B", ";", "%20", "~", "%7E", "-");
        var scratch = new byte[RequestLimits.PathBytesMax];
        int accepted = 0;
        for (int i = 0; i < iterations; i++)
        {
            if (!CanonicalPath.TryRead(texts.Next("/"), scratch, out CanonicalPath path))
            {
                continue;
            }

            string text = Encoding.UTF8.GetString(path.Bytes);
            Assert.DoesNotContain("//", text, StringComparison.Ordinal);
            Assert.DoesNotContain('%', text);
            Assert.DoesNotContain(text.Split('/'), segment => segment.Split(';')[0] is "." or "..");
            Assert.DoesNotContain(text, char.IsControl);
            accepted++;
        }

        AssertBothCame(accepted);
    }

    [Fact]
    public void A_host_is_refused_or_read_as_the_second_reader_reads_it()
    {
        using var texts = new HostileText(
            3, "a", "API", "b-c", "x_y", ".", ".", ":", ":443", ":0", ":65535", ":65536", ":00080", "[", "]", "[::1]", "::1", "1", "127.0.0.1",
            "@", ",", "é", "%2e", "/", " ", "\\", "[2001:DB8::", "]:8443", "e\u0301");
        using var scratch = new GuardedBuffer(pages: 1);
        int accepted = 0;
        for (int i = 0; i < iterations; i++)
        {
            ReadOnlySpan<byte> host = texts.Next();

            bool isRead = CanonicalHost.TryRead(host, scratch.Bytes[^RequestLimits.HostBytesMax..], out ReadOnlySpan<byte> canonical);

            string? second = NaiveHost.Read(Encoding.Latin1.GetString(host));
            Assert.True(
                isRead == second is not null && canonical.SequenceEqual(Encoding.ASCII.GetBytes(second ?? "")), Escaped(host));
            accepted += isRead ? 1 : 0;
        }

        AssertBothCame(accepted, oneIn: 50);
    }

    [Fact]
    public void A_query_is_unreadable_or_has_the_values_that_the_second_reader_finds()
    {
        using var texts = new HostileText(
            4, "a", "a=", "a=1", "&", "&", "=", "b", "%61", "%61=2", "+", "%2B", "%", "%4", "%zz", "%C3%A9", "%ff", "%00", "%26", "%3d", "?", "/",
            ";", "#", " ", "é", "a[]", "A=3");
        using var scratch = new GuardedBuffer(pages: 1);
        int readable = 0;
        for (int i = 0; i < iterations; i++)
        {
            ReadOnlySpan<byte> target = texts.Next(texts.Choose(8) == 0 ? "/" : "/?");
            bool plusIsSpace = texts.Choose(2) == 0;

            (NaiveAttributeState state, List<string?> values) = ReadQuery(target, plusIsSpace, scratch.Bytes);

            NaiveAttribute second = NaiveQuery.Read(Encoding.Latin1.GetString(target), "a", plusIsSpace);
            Assert.True(state == second.State && values.SequenceEqual(second.Values), Escaped(target));
            readable += state == NaiveAttributeState.Unreadable ? 0 : 1;
        }

        AssertBothCame(readable);
    }

    [Fact]
    public void An_address_is_refused_or_read_as_the_second_reader_and_the_platform_read_it()
    {
        using var texts = new HostileText(
            5, "0", "1", "10", "127", "255", "256", "01", ".", ".", ".", ":", ":", ":", "::", "ffff", "FFFF", "db8", "2001", "00001", "%1", "%eth0", "/8",
            "[", "]", " ", "-1", "0x1", "10.0.0.1", "::ffff:");
        int accepted = 0;
        for (int i = 0; i < iterations; i++)
        {
            ReadOnlySpan<byte> text = texts.Next();

            bool isRead = AddressText.TryRead(text, out UInt128 address);

            string plain = Encoding.Latin1.GetString(text);
            NaiveAddress? second = NaiveAddress.Read(plain);
            Assert.True(isRead == second is not null, plain);
            if (isRead)
            {
                Assert.True(AddressText.IsVersion4(address) == second?.IsVersion4, plain);
                Assert.True(address == PlatformsNumber(plain), plain);
                accepted++;
            }
        }

        AssertBothCame(accepted, oneIn: 200);
    }

    [Fact]
    public void Every_three_bytes_behind_a_percent_sign_are_a_triplet_or_none()
    {
        for (int pair = 0; pair < 1 << 16; pair++)
        {
            byte[] text = [(byte)'%', (byte)(pair >> 8), (byte)pair];
            string plain = Encoding.Latin1.GetString(text);
            bool isTriplet = Uri.IsHexEncoding(plain, 0);

            Assert.Equal(isTriplet, PercentTriplet.TryRead(text, out byte value));
            Assert.True(!isTriplet || value == Convert.FromHexString(plain.AsSpan(1))[0]);
            Assert.False(PercentTriplet.TryRead(text.AsSpan(0, 2), out _));
        }
    }

    private static (NaiveAttributeState State, List<string?> Values) ReadQuery(ReadOnlySpan<byte> target, bool plusIsSpace, Span<byte> scratch)
    {
        var values = new List<string?>();
        if (!QueryText.TryFind(target, out ReadOnlySpan<byte> query))
        {
            return (NaiveAttributeState.Absent, values);
        }

        Span<byte> room = scratch[^query.Length..];
        if (!QueryText.IsReadable(query, room))
        {
            return (NaiveAttributeState.Unreadable, values);
        }

        while (QueryText.TryReadPiece(ref query, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
        {
            Assert.True(QueryText.TryDecode(name, plusIsSpace, room, out ReadOnlySpan<byte> decoded));
            if (decoded.SequenceEqual("a"u8))
            {
                values.Add(QueryText.TryDecode(value, plusIsSpace, room, out decoded) ? Encoding.UTF8.GetString(decoded) : null);
            }
        }

        return (values.Count == 0 ? NaiveAttributeState.Absent : NaiveAttributeState.Values, values);
    }

    private static bool StripsAlike(ReadOnlySpan<byte> path, string second)
    {
        var stripped = new byte[path.Length];
        int length = CanonicalPath.StripMatrixParameters(path, stripped);
        return stripped.AsSpan(0, length).SequenceEqual(Encoding.UTF8.GetBytes(NaivePath.WithoutMatrixParameters(second)));
    }

    private static UInt128 PlatformsNumber(string text)
    {
        IPAddress address = IPAddress.Parse(text);
        byte[] bytes = (address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address).GetAddressBytes();
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Texts that are all taken, or all refused, would compare nothing.</summary>
    private static void AssertBothCame(int accepted, int oneIn = 20) =>
        Assert.InRange(accepted, iterations / oneIn, iterations - (iterations / oneIn));

    private static string Escaped(ReadOnlySpan<byte> text) => Uri.EscapeDataString(Encoding.Latin1.GetString(text));
}
