using System.Numerics;

namespace Authz.Pdp.Identities;

/// <summary>
/// A hash table that only grows, without locks: a reader follows links that never change, a writer hangs its entry in
/// with one exchange.
/// </summary>
internal sealed class CertificateGeneration(int entriesMax)
{
    private readonly CertificateEntry?[] buckets = new CertificateEntry?[BitOperations.RoundUpToPowerOf2((uint)entriesMax)];
    private int entries;
    private long bytes;

    public int Entries => Volatile.Read(ref entries);

    public long Bytes => Volatile.Read(ref bytes);

    public PeerCertificate? Find(int hash, ReadOnlySpan<byte> encoded)
    {
        for (CertificateEntry? entry = Volatile.Read(ref BucketOf(hash)); entry is not null; entry = entry.Next)
        {
            if (entry.Hash == hash && encoded.SequenceEqual(entry.Encoded))
            {
                return entry.Certificate;
            }
        }

        return null;
    }

    public void Add(int hash, byte[] encoded, PeerCertificate certificate)
    {
        ref CertificateEntry? bucket = ref BucketOf(hash);
        CertificateEntry? head = Volatile.Read(ref bucket);
        while (true)
        {
            // Two writers may add one certificate: the second finds the first's and leaves it at that.
            if (Find(hash, encoded) is not null)
            {
                return;
            }

            var entry = new CertificateEntry(hash, encoded, certificate, head);
            CertificateEntry? seen = Interlocked.CompareExchange(ref bucket, entry, head);
            if (ReferenceEquals(seen, head))
            {
                Interlocked.Increment(ref entries);
                Interlocked.Add(ref bytes, encoded.Length + certificate.Bytes);
                return;
            }

            head = seen;
        }
    }

    private ref CertificateEntry? BucketOf(int hash) => ref buckets[hash & (buckets.Length - 1)];
}
