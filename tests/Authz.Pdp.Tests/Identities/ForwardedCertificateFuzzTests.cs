using System.Globalization;
using System.Text;
using Authz.Pdp.Identities;

namespace Authz.Pdp.Tests.Identities;

/// <summary>
/// The value of x-forwarded-client-cert against a client that writes the first element itself. Whatever it writes, what
/// the hop appended is what counts, or nothing is.
/// </summary>
public sealed class ForwardedCertificateFuzzTests
{
    private const string Appended = "Hash=00ff;Subject=\"CN=web,O=gov\";URI=spiffe://td/true";

    private static readonly string[] Pieces =
    [
        "URI=", "spiffe://td/evil", "By=", "Subject=", "\"", "\\\"", "\\", ",", ";", "=", "x", " ", "Hash=00", "\"\"", "é", "\t",
    ];

    [Fact]
    public void No_first_element_changes_whom_the_last_one_names()
    {
        var random = new Random(20261128);
        int read = 0;
        for (int i = 0; i < Iterations(200_000); i++)
        {
            string first = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            byte[] value = Encoding.Latin1.GetBytes($"{first},{Appended}");

            if (ForwardedCertificate.TryReadLast(value, out ReadOnlySpan<byte> uri))
            {
                read++;
                Assert.True(uri.SequenceEqual("spiffe://td/true"u8), first);
            }
        }

        Assert.True(read > 100, $"only {read} values were read: the test shows little");
    }

    [Fact]
    public void Whatever_comes_is_read_or_refused()
    {
        var random = new Random(20261129);
        for (int i = 0; i < Iterations(200_000); i++)
        {
            byte[] value = Encoding.Latin1.GetBytes(string.Concat(
                Enumerable.Range(0, random.Next(20)).Select(_ => Pieces[random.Next(Pieces.Length)])));

            if (ForwardedCertificate.TryReadLast(value, out ReadOnlySpan<byte> uri))
            {
                Assert.False(uri.IsEmpty);
                Assert.True(value.AsSpan().Overlaps(uri, out int at) && at >= 0);
                Assert.False(uri.ContainsAny((byte)',', (byte)';', (byte)'"'));
            }
        }
    }

    private static int Iterations(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS"), CultureInfo.InvariantCulture, out int asked) ? asked : usual;
}
