using System.Globalization;
using System.Text;
using Authz.Pdp.Identities;
using Authz.Testing;

namespace Authz.Pdp.Tests.Identities.Hostile;

/// <summary>
/// Certificates that somebody has bent, and names that somebody has chosen: no names come out that the platform does not
/// find as well. Seeds are fixed; AUTHZ_FUZZ_ITERATIONS raises the number.
/// </summary>
public sealed class HostileCertificateTests
{
    private const int BentDefault = 12_000;
    private const int ChosenNames = 400;
    private const int IdsDefault = 300_000;
    private const int ListOfNamesBytes = 80;

    private static readonly int longerRun = int.Parse(
        Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS") ?? "0", CultureInfo.InvariantCulture);

    private static readonly string[] namePieces =
    [
        "spiffe://", "td", "/", "ns", "a.example", "*", "*.", ".", "..", "\0", "\u00e9", "%77", "A", " ", "\t", "\u007f", "web", ":", "@", "?", "#",
    ];

    [Fact]
    public void A_bent_certificate_is_unreadable_or_has_the_names_that_the_platform_finds()
    {
        using var buffer = new GuardedBuffer(pages: 4);
        byte[] der = TestCertificate.Create("uri:spiffe://td/x", "dns:a.example", "email:a@example", "dns:B.example").RawData;
        int names = der.AsSpan().IndexOf("spiffe"u8) - ListOfNamesBytes;
        int readable = 0;
        var random = new Random(1);
        for (int i = 0; i < Math.Max(BentDefault, longerRun); i++)
        {
            byte[] bent = Bend(der, names, random);
            PeerCertificate ours = CertificateReader.Read(buffer.Put(TestCertificate.EncodePem(PemEncoding(bent))));
            if (!ours.IsReadable)
            {
                continue;
            }

            readable++;
            if (SecondCertificateReader.Read(bent) is { } theirs)
            {
                Assert.True(theirs.SequenceEqual(NamesOf(ours, theirs)), Convert.ToHexString(bent));
            }
        }

        Assert.InRange(readable, BentDefault / 50, Math.Max(BentDefault, longerRun) * 9 / 10);
    }

    [Fact]
    public void Chosen_names_come_out_as_they_are_or_make_the_certificate_unreadable()
    {
        var random = new Random(2);
        int readable = 0;
        for (int i = 0; i < ChosenNames; i++)
        {
            string[] names = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Name(random))];

            PeerCertificate certificate = CertificateReader.Read(TestCertificate.Encode(names));

            bool isPlain = names.All(name => name.Split(':', 2)[1] is { Length: > 0 } text && text.All(c => c is >= ' ' and <= '~'));
            Assert.True(isPlain == certificate.IsReadable, string.Join(' ', names));
            if (isPlain)
            {
                string[] expected = [.. names.Where(name => !name.StartsWith("email", StringComparison.Ordinal))];
                Assert.Equal(expected, NamesOf(certificate, expected));
                readable++;
            }
        }

        Assert.InRange(readable, ChosenNames / 10, ChosenNames - (ChosenNames / 10));
    }

    [Fact]
    public void A_SPIFFE_ID_is_well_formed_or_not_as_a_second_reader_says()
    {
        using var buffer = new GuardedBuffer(pages: 1);
        var random = new Random(3);
        int wellFormed = 0;
        int iterations = Math.Max(IdsDefault, longerRun);
        for (int i = 0; i < iterations; i++)
        {
            string id = (random.Next(8) == 0 ? "" : "spiffe://td") + Pieces(random, 8);

            bool isWellFormed = SpiffeId.IsWellFormed(buffer.Put(Encoding.Latin1.GetBytes(id)));

            Assert.True(isWellFormed == SecondOpinion(id), id);
            wellFormed += isWellFormed ? 1 : 0;
        }

        Assert.InRange(wellFormed, iterations / 50, iterations / 2);
    }

    // Mostly in the list of names, where a change may still leave a certificate.
    private static byte[] Bend(byte[] der, int names, Random random)
    {
        byte[] bent = [.. der];
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            int at = random.Next(4) == 0 ? random.Next(bent.Length) : names + random.Next(ListOfNamesBytes * 2);
            at = Math.Min(at, bent.Length - 1);
            switch (random.Next(4))
            {
                case 0:
                    bent[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bent[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bent[at] = (byte)(bent[at] + random.Next(-2, 3));
                    break;
                default:
                    // One kind of name for another.
                    bent[at] = bent[at] is >= 0x81 and <= 0x88 ? (byte)random.Next(0x80, 0x89) : bent[at];
                    break;
            }
        }

        return bent;
    }

    private static IEnumerable<string> NamesOf(PeerCertificate certificate, IReadOnlyList<string> order)
    {
        // Ours are apart by their kind: put together again in the order of the others, which must then be the same.
        var uris = new Queue<byte[]>(certificate.UriNames);
        var dns = new Queue<byte[]>(certificate.DnsNames);
        foreach (string name in order)
        {
            string kind = name.Split(':')[0];
            Queue<byte[]> names = kind == "uri" ? uris : dns;
            yield return names.TryDequeue(out byte[]? next) ? $"{kind}:{Encoding.Latin1.GetString(next)}" : "none left";
        }

        if (uris.Count + dns.Count > 0)
        {
            yield return "some left";
        }
    }

    private static string Name(Random random) =>
        $"{(random.Next(3) switch { 0 => "uri", 1 => "dns", _ => "email" })}:{Pieces(random, 6)}";

    private static string Pieces(Random random, int countMax) =>
        string.Concat(Enumerable.Range(0, random.Next(countMax)).Select(_ => namePieces[random.Next(namePieces.Length)]));

    /// <summary>By the standard's words, segment by segment.</summary>
    private static bool SecondOpinion(string id)
    {
        string[] parts = id.Split('/');
        return parts.Length >= 3
            && parts[0] == "spiffe:"
            && parts[1].Length == 0
            && parts[2].Length > 0
            && parts[2].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-')
            && parts.Skip(3).All(segment => segment.Length > 0 && segment is not ("." or "..")
                && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'));
    }

    private static string PemEncoding(byte[] der) => System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE", der);
}
