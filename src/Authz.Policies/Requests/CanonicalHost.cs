using System.Buffers;
using System.Text;

namespace Authz.Policies.Requests;

/// <summary>The one form of a host that is matched: lower case, no port, no dot at its end.</summary>
public static class CanonicalHost
{
    private const int PortMax = 65535;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_"u8);

    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("abcdef0123456789:."u8);

    /// <param name="host">The `Host` or `:authority` as sent.</param>
    /// <param name="scratch">At least <see cref="RequestLimits.HostBytesMax"/> bytes.</param>
    public static bool TryRead(ReadOnlySpan<byte> host, Span<byte> scratch, out ReadOnlySpan<byte> canonical)
    {
        canonical = default;
        if (IsCanonical(host))
        {
            canonical = host;
            return true;
        }

        if (host.StartsWith("["u8))
        {
            int end = host.IndexOf((byte)']');
            // Without a colon it would be a second spelling of a name such as `abc.de`.
            return end > 0
                && host[1..end].Contains((byte)':')
                && IsNothingOrPort(host[(end + 1)..])
                && TryLower(host[1..end], AddressBytes, scratch, out canonical);
        }

        int colon = host.IndexOf((byte)':');
        if (colon >= 0)
        {
            if (!IsNothingOrPort(host[colon..]))
            {
                return false;
            }

            host = host[..colon];
        }

        if (host.EndsWith("."u8))
        {
            host = host[..^1];
        }

        // Userinfo, a comma that joins two hosts, and bytes above ASCII fall here too.
        return TryLower(host, NameBytes, scratch, out canonical);
    }

    /// <summary>What nearly every request has: its host in the one form already, and no address in brackets.</summary>
    internal static bool IsCanonical(ReadOnlySpan<byte> host) =>
        host.Length is > 0 and <= RequestLimits.HostBytesMax && !host.ContainsAnyExcept(NameBytes) && host[^1] != '.';

    private static bool IsNothingOrPort(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] != ':' || text.Length is < 2 or > 6)
        {
            return false;
        }

        int port = 0;
        foreach (byte b in text[1..])
        {
            if (!char.IsAsciiDigit((char)b))
            {
                return false;
            }

            port = (port * 10) + (b - '0');
        }

        return port <= PortMax;
    }

    private static bool TryLower(
        ReadOnlySpan<byte> host, SearchValues<byte> allowed, Span<byte> scratch, out ReadOnlySpan<byte> canonical)
    {
        canonical = default;
        if (host.IsEmpty || host.Length > RequestLimits.HostBytesMax)
        {
            return false;
        }

        if (Ascii.ToLower(host, scratch, out int length) != OperationStatus.Done)
        {
            return false;
        }

        ReadOnlySpan<byte> lower = scratch[..length];
        if (lower.ContainsAnyExcept(allowed))
        {
            return false;
        }

        canonical = lower;
        return true;
    }
}
