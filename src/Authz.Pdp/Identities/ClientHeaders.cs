using System.Runtime.CompilerServices;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities;

/// <summary>
/// The headers by which a caller says who it is in the terms of X-Road and GovStack: `instance/class/member` with or
/// without a subsystem, each part percent-encoded. From a security server they name the caller; from anybody else they
/// prove nothing, and must not contradict the proof.
/// </summary>
internal static class ClientHeaders
{
    /// <summary>More than any declared identifier has, every byte of it encoded.</summary>
    public const int ValueBytesMax = 4096;

    /// <summary>Whether no line names anybody else, and no header comes twice.</summary>
    /// <param name="client">The caller's declared identifier; empty: there is none, and any line is wrong.</param>
    public static bool Agree(HeaderList headers, ReadOnlySpan<byte> client) =>
        Agree(headers, "x-road-client"u8, client)
        && Agree(headers, "x-govstack-client"u8, client)
        && Agree(headers, "information-mediator-client"u8, client);

    /// <summary>The first of them that is there.</summary>
    public static bool TryFind(HeaderList headers, out ReadOnlySpan<byte> value)
    {
        int line = headers.IndexOf("x-road-client"u8);
        line = line >= 0 ? line : headers.IndexOf("x-govstack-client"u8);
        line = line >= 0 ? line : headers.IndexOf("information-mediator-client"u8);
        value = line < 0 ? default : headers.Value(line);
        return line >= 0;
    }

    /// <summary>The identifier with each part decoded once. False: it is none, or could be read as another one.</summary>
    /// <param name="plain">Room for <see cref="ValueBytesMax"/>.</param>
    public static bool TryDecode(ReadOnlySpan<byte> value, Span<byte> plain, out int length)
    {
        length = 0;

        // A comma is how Envoy joins two lines; one that belongs to a name comes encoded. A slash never belongs to a name.
        if (value.Length > ValueBytesMax || value.Contains((byte)','))
        {
            return false;
        }

        while (!value.IsEmpty)
        {
            byte next = value[0];
            bool isEncoded = next == '%';
            if (isEncoded && (!PercentTriplet.TryRead(value, out next) || next == '/'))
            {
                return false;
            }

            plain[length++] = next;
            value = value[(isEncoded ? PercentTriplet.Length : 1)..];
        }

        return true;
    }

    private static bool Agree(HeaderList headers, ReadOnlySpan<byte> name, ReadOnlySpan<byte> client)
    {
        int line = headers.IndexOf(name);
        return line < 0 || (Names(headers.Value(line), client) && headers.IndexOf(name, line + 1) < 0);
    }

    [SkipLocalsInit]
    private static bool Names(ReadOnlySpan<byte> value, ReadOnlySpan<byte> client)
    {
        Span<byte> plain = stackalloc byte[ValueBytesMax];
        return !client.IsEmpty && TryDecode(value, plain, out int length) && client.SequenceEqual(plain[..length]);
    }
}
