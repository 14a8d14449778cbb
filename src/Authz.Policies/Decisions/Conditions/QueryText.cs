using System.Buffers;
using System.Text.Unicode;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>Reads a query: `name=value` with `&amp;` between them, percent-encoded.</summary>
internal static class QueryText
{
    /// <summary>Some readers separate at `;` too: with it, nobody can say which parameters there are.</summary>
    private static readonly SearchValues<byte> Allowed = SearchValues.Create(
        [.. Enumerable.Range(0x21, 0x7f - 0x21).Select(b => (byte)b).Where(b => b is not ((byte)'#' or (byte)';'))]);

    /// <summary>What stands behind the first `?`; false: there is none.</summary>
    public static bool TryFind(ReadOnlySpan<byte> target, out ReadOnlySpan<byte> query)
    {
        int start = target.IndexOf((byte)'?');
        query = start < 0 ? [] : target[(start + 1)..];
        return start >= 0;
    }

    /// <summary>Whether it has no byte by which readers might part it otherwise.</summary>
    public static bool HasPlainBytes(ReadOnlySpan<byte> query) => !query.ContainsAnyExcept(Allowed);

    /// <summary>Whether all its names can be told.</summary>
    public static bool IsReadable(ReadOnlySpan<byte> query, Span<byte> scratch)
    {
        if (!HasPlainBytes(query))
        {
            return false;
        }

        while (TryReadPiece(ref query, out ReadOnlySpan<byte> name, out _))
        {
            if (name.Contains((byte)'%') && !TryDecode(name, plusIsSpace: false, scratch, out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The next parameter that is not an empty piece, not decoded yet.</summary>
    public static bool TryReadPiece(scoped ref ReadOnlySpan<byte> query, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = default;
        value = default;
        while (!query.IsEmpty)
        {
            int end = query.IndexOf((byte)'&');
            ReadOnlySpan<byte> piece = end < 0 ? query : query[..end];
            query = end < 0 ? [] : query[(end + 1)..];
            if (!piece.IsEmpty)
            {
                int equals = piece.IndexOf((byte)'=');
                name = equals < 0 ? piece : piece[..equals];
                value = equals < 0 ? [] : piece[(equals + 1)..];
                return true;
            }
        }

        return false;
    }

    /// <summary>Decodes into the scratch, or gives the text itself where there is nothing to decode.</summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> text, bool plusIsSpace, Span<byte> scratch, out ReadOnlySpan<byte> decoded)
    {
        decoded = text;
        if (!text.ContainsAny((byte)'%', (byte)'+'))
        {
            return true;
        }

        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte b = text[i];
            if (b == '%')
            {
                if (!PercentTriplet.TryRead(text[i..], out b))
                {
                    return false;
                }

                i += PercentTriplet.Length - 1;
            }
            else if (b == '+' && plusIsSpace)
            {
                b = (byte)' ';
            }

            scratch[length++] = b;
        }

        decoded = scratch[..length];
        return Utf8.IsValid(decoded);
    }
}
