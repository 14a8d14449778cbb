namespace Authz.Pdp.Identities;

/// <summary>
/// Certificates that were read, by their bytes: each is parsed once while it is in use. Two generations bound it: when
/// the young one is full it becomes the old one, and the one before is let go. A certificate in use moves to the young
/// one again, so that a flood of others drops only what nobody asks for. No locks; a hit allocates nothing.
/// </summary>
public sealed class CertificateCache
{
    public const int EntriesMaxDefault = 8192;
    public const int BytesMaxDefault = 16 * 1024 * 1024;

    // A certificate with its names, and the names once more in lower case.
    private const int EntryBytesMax = 3 * CertificateReader.CertificateBytesMax;

    private const int HashedBytes = 192;

    private readonly int generationEntriesMax;
    private readonly int generationBytesMax;
    private Generations generations;

    /// <param name="entriesMax">Certificates in both generations together.</param>
    /// <param name="bytesMax">Their bytes, certificates and names.</param>
    public CertificateCache(int entriesMax = EntriesMaxDefault, int bytesMax = BytesMaxDefault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entriesMax, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesMax, 2 * EntryBytesMax);
        generationEntriesMax = entriesMax / 2;
        generationBytesMax = bytesMax / 2;
        generations = new Generations(new CertificateGeneration(generationEntriesMax), null);
    }

    public int Entries => Volatile.Read(ref generations).Entries;

    public long Bytes => Volatile.Read(ref generations).Bytes;

    internal PeerCertificate Read(ReadOnlySpan<byte> encoded)
    {
        int hash = HashOf(encoded);
        Generations current = Volatile.Read(ref generations);
        PeerCertificate? certificate = current.Young.Find(hash, encoded);
        if (certificate is not null)
        {
            return certificate;
        }

        if (encoded.Length > CertificateReader.CertificateBytesMax)
        {
            // Refused by its length alone, which costs nothing to see again.
            return PeerCertificate.Unreadable;
        }

        certificate = current.Old?.Find(hash, encoded) ?? CertificateReader.Read(encoded);
        Add(current, hash, encoded.ToArray(), certificate);
        return certificate;
    }

    private void Add(Generations current, int hash, byte[] encoded, PeerCertificate certificate)
    {
        if (IsFull(current.Young))
        {
            var next = new Generations(new CertificateGeneration(generationEntriesMax), current.Young);
            Generations seen = Interlocked.CompareExchange(ref generations, next, current);
            current = ReferenceEquals(seen, current) ? next : seen;
        }

        current.Young.Add(hash, encoded, certificate);
    }

    private bool IsFull(CertificateGeneration generation) =>
        generation.Entries >= generationEntriesMax
        || generation.Bytes > generationBytesMax - EntryBytesMax;

    /// <summary>
    /// Of the end alone, where the signature is: no two certificates of one authority agree there. Whoever could make
    /// some agree lengthens one chain of a bounded table; what is found is compared byte by byte.
    /// </summary>
    private static int HashOf(ReadOnlySpan<byte> encoded)
    {
        var hash = new HashCode();
        hash.AddBytes(encoded[^Math.Min(encoded.Length, HashedBytes)..]);
        hash.Add(encoded.Length);
        return hash.ToHashCode();
    }

    private sealed record Generations(CertificateGeneration Young, CertificateGeneration? Old)
    {
        public int Entries => Young.Entries + (Old?.Entries ?? 0);

        public long Bytes => Young.Bytes + (Old?.Bytes ?? 0);
    }
}
