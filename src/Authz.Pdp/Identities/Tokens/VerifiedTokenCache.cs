using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// Tokens whose signatures were good, by their digests: the tokens themselves are not kept. It outlives versions. What is
/// not in it is verified again, so that its bound costs time and never a verdict.
/// </summary>
public sealed class VerifiedTokenCache : IDisposable
{
    public const long BytesMaxDefault = 32 * 1024 * 1024;

    /// <summary>What an entry counts at least: its key, its verdict and the table's own part.</summary>
    public const int EntryBytesMin = 512;

    private readonly CheckClock clock = new();
    private readonly MemoryCache tokens;

    public VerifiedTokenCache(long bytesMax = BytesMaxDefault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesMax, EntryBytesMin);
        tokens = new MemoryCache(new MemoryCacheOptions
        {
            Clock = clock,
            SizeLimit = bytesMax,

            // No work beside the checks: what has expired goes first when room is needed.
            ExpirationScanFrequency = TimeSpan.MaxValue,
        });
    }

    public int Entries => tokens.Count;

    public void Dispose() => tokens.Dispose();

    internal VerifiedToken? Find(ReadOnlySpan<byte> token, DateTimeOffset time)
    {
        clock.Set(time);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, digest);
        return tokens.TryGetValue(MemoryMarshal.Cast<byte, char>(digest), out object? found) ? found as VerifiedToken : null;
    }

    /// <param name="bytes">What the entry keeps beside its least.</param>
    /// <param name="expires">When nobody can use it any more.</param>
    internal void Add(ReadOnlySpan<byte> token, VerifiedToken verified, int bytes, DateTimeOffset expires)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, digest);
        tokens.Set(
            new string(MemoryMarshal.Cast<byte, char>(digest)),
            verified,
            new MemoryCacheEntryOptions { Size = EntryBytesMin + bytes, AbsoluteExpiration = expires });
    }
}
