using Authz.Policies.Requests;

namespace Authz.Pdp.Identities;

/// <summary>
/// The headers by which a caller says who it is in the terms of X-Road and GovStack: `instance/class/member` with or
/// without a subsystem, each part percent-encoded. They prove nothing; they must not contradict the proof.
/// </summary>
internal static class ClientHeaders
{
    /// <summary>Whether no line names anybody else.</summary>
    /// <param name="client">The parts of the caller's declared identifier; empty: there is none, and any line is wrong.</param>
    public static bool Agree(HeaderList headers, ReadOnlySpan<byte[]> client) =>
        Agree(headers, "x-road-client"u8, client)
        && Agree(headers, "x-govstack-client"u8, client)
        && Agree(headers, "information-mediator-client"u8, client);

    private static bool Agree(HeaderList headers, ReadOnlySpan<byte> name, ReadOnlySpan<byte[]> client)
    {
        for (int line = headers.IndexOf(name); line >= 0; line = headers.IndexOf(name, line + 1))
        {
            if (!Names(headers.Value(line), client))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Names(ReadOnlySpan<byte> value, ReadOnlySpan<byte[]> client)
    {
        // A comma is how Envoy joins two lines; one that belongs to a name comes encoded.
        if (client.IsEmpty || value.Contains((byte)','))
        {
            return false;
        }

        int parts = 0;
        foreach (Range range in value.Split((byte)'/'))
        {
            if (parts == client.Length || !DecodesTo(value[range], client[parts]))
            {
                return false;
            }

            parts++;
        }

        return parts == client.Length;
    }

    private static bool DecodesTo(ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> plain)
    {
        foreach (byte expected in plain)
        {
            if (encoded.IsEmpty)
            {
                return false;
            }

            bool isEncoded = encoded[0] == '%';
            byte value = encoded[0];
            if ((isEncoded && !PercentTriplet.TryRead(encoded, out value)) || value != expected)
            {
                return false;
            }

            encoded = encoded[(isEncoded ? PercentTriplet.Length : 1)..];
        }

        return encoded.IsEmpty;
    }
}
