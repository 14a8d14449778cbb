using System.Text;
using Authz.Pdp.Identities;

namespace Authz.Pdp.Tests.Identities;

public sealed class CertificateCacheTests
{
    [Fact]
    public void A_certificate_is_read_once()
    {
        var cache = new CertificateCache();
        byte[] encoded = TestCertificate.Encode("uri:spiffe://td/x");

        PeerCertificate first = cache.Read(encoded);

        Assert.Same(first, cache.Read([.. encoded]));
        Assert.Equal(1, cache.Entries);
    }

    [Fact]
    public void One_that_cannot_be_read_is_remembered_as_such()
    {
        var cache = new CertificateCache();

        Assert.False(cache.Read("garbage"u8).IsReadable);
        Assert.False(cache.Read("garbage"u8).IsReadable);
        Assert.Equal(1, cache.Entries);
    }

    [Fact]
    public void One_that_is_too_long_takes_no_room()
    {
        var cache = new CertificateCache();

        Assert.False(cache.Read(new byte[CertificateReader.CertificateBytesMax + 1]).IsReadable);
        Assert.Equal(0, cache.Entries);
    }

    [Fact]
    public void A_flood_stays_bounded_by_entries_and_drops_nothing_that_is_in_use()
    {
        var cache = new CertificateCache(entriesMax: 64);
        byte[] inUse = TestCertificate.Encode("uri:spiffe://td/x");
        PeerCertificate certificate = cache.Read(inUse);

        for (int i = 0; i < 1000; i++)
        {
            cache.Read(Encoding.ASCII.GetBytes($"flood {i}"));
            Assert.InRange(cache.Entries, 1, 64);

            // Asked for now and then, it outlives generations in which hundreds of others came and went.
            if (i % 20 == 0)
            {
                Assert.Same(certificate, cache.Read(inUse));
            }
        }
    }

    [Fact]
    public void What_nobody_asks_for_is_let_go()
    {
        var cache = new CertificateCache(entriesMax: 8);
        byte[] encoded = TestCertificate.Encode("uri:spiffe://td/x");
        PeerCertificate first = cache.Read(encoded);
        for (int i = 0; i < 8; i++)
        {
            cache.Read(Encoding.ASCII.GetBytes($"flood {i}"));
        }

        Assert.NotSame(first, cache.Read(encoded));
    }

    [Fact]
    public void A_flood_stays_bounded_by_bytes()
    {
        const int BytesMax = 256 * 1024;
        var cache = new CertificateCache(bytesMax: BytesMax);
        for (int i = 0; i < 100; i++)
        {
            byte[] large = new byte[20_000];
            Encoding.ASCII.GetBytes($"flood {i}").CopyTo(large, 0);
            cache.Read(large);
            Assert.InRange(cache.Bytes, 1, BytesMax);
        }
    }

    [Fact]
    public void Threads_that_meet_agree()
    {
        var cache = new CertificateCache(entriesMax: 32);
        byte[][] encoded = [.. Enumerable.Range(0, 64).Select(i => TestCertificate.Encode($"uri:spiffe://td/{i}"))];

        Parallel.For(0, 4, worker =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 2000; i++)
            {
                int number = random.Next(encoded.Length);
                byte[] name = Assert.Single(cache.Read(encoded[number]).UriNames);
                Assert.Equal($"spiffe://td/{number}", Encoding.ASCII.GetString(name));
            }
        });

        // Four writers may each add one more to a generation that is just full.
        Assert.InRange(cache.Entries, 1, 32 + 8);
    }
}
