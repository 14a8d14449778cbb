using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Authz.Policies.Requests;

/// <summary>
/// The one form of a path that is matched: absolute, decoded once, without its query. A target that could be read in
/// two ways has none and is denied, because the service behind Envoy might take the other reading.
/// </summary>
public readonly ref struct CanonicalPath
{
    private CanonicalPath(ReadOnlySpan<byte> bytes, bool hasMatrixParameters, ulong slashes = 0)
    {
        Bytes = bytes;
        HasMatrixParameters = hasMatrixParameters;
        this.slashes = slashes;
    }

    /// <summary>Begins with a slash. Either part of the target itself or of the scratch that it was decoded into.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>There is a `;`, raw or encoded: only services that say so take it.</summary>
    public bool HasMatrixParameters { get; }

    /// <summary>A bit for each byte that is one; zero where nobody has looked.</summary>
    private readonly ulong slashes;

    /// <summary>The slashes of what is left of the path below some of its segments, or of `/` in place of nothing.</summary>
    internal ulong SlashesBelow(ReadOnlySpan<byte> below) =>
        below.Length == 1 ? 1 : slashes >> (Bytes.Length - below.Length);

    /// <param name="target">The request target as sent: path and query.</param>
    /// <param name="scratch">At least <see cref="RequestLimits.PathBytesMax"/> bytes.</param>
    public static bool TryRead(ReadOnlySpan<byte> target, Span<byte> scratch, out CanonicalPath path)
    {
        path = default;
        if (target.IsEmpty || target[0] != '/')
        {
            return false;
        }

        return TryReadInPlace(target, out path)
            || (!target.ContainsAnyExcept(TargetBytes.Allowed) && TryReadSlowly(target, scratch, out path));
    }

    /// <summary>Nearly every path stands for itself. Of the others <see cref="TryRead"/> tells which have a form at all.</summary>
    internal static bool TryReadInPlace(ReadOnlySpan<byte> target, out CanonicalPath path)
    {
        path = default;
        if (target.IsEmpty || target[0] != '/')
        {
            return false;
        }

        // Cut by hand: a URI parser would read `//host/path` as an authority.
        if (!TargetScan.TryRead(target, out int end, out ulong slashes, out bool isDoubtful))
        {
            return TryReadAnyInPlace(target, out path);
        }

        ReadOnlySpan<byte> bytes = target[..end];
        if ((end < target.Length && !IsQuery(target[end..])) || (isDoubtful && !HasPlainSegments(bytes)))
        {
            return false;
        }

        path = new CanonicalPath(bytes, hasMatrixParameters: false, slashes);
        return true;
    }

    /// <summary>The same of what one look does not tell: long paths and very short ones.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryReadAnyInPlace(ReadOnlySpan<byte> target, out CanonicalPath path)
    {
        path = default;
        int end = target.IndexOfAnyExcept(TargetBytes.Plain);
        if (end >= 0 && !IsQuery(target[end..]))
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = end < 0 ? target : target[..end];
        if (bytes.Length > RequestLimits.PathBytesMax || (HasDoubtfulSlash(bytes) && !HasPlainSegments(bytes)))
        {
            return false;
        }

        path = new CanonicalPath(bytes, hasMatrixParameters: false);
        return true;
    }

    private static bool IsQuery(ReadOnlySpan<byte> rest) => rest[0] == '?' && !rest.ContainsAnyExcept(TargetBytes.Allowed);

    /// <summary>Writes the path as a service sees it that drops every `;` and what follows it within its segment.</summary>
    public static int StripMatrixParameters(ReadOnlySpan<byte> path, Span<byte> stripped)
    {
        int length = 0;
        bool inParameters = false;
        foreach (byte b in path)
        {
            inParameters = b == ';' || (inParameters && b != '/');
            if (!inParameters)
            {
                stripped[length++] = b;
            }
        }

        return length;
    }

    /// <summary>The few that have an escape, a `;` or a backslash before their query.</summary>
    private static bool TryReadSlowly(ReadOnlySpan<byte> target, Span<byte> scratch, out CanonicalPath path)
    {
        path = default;
        int queryStart = target.IndexOf((byte)'?');
        ReadOnlySpan<byte> bytes = queryStart < 0 ? target : target[..queryStart];
        if (bytes.Length > RequestLimits.PathBytesMax || bytes.Contains((byte)'\\'))
        {
            return false;
        }

        if (bytes.Contains((byte)'%'))
        {
            if (!TryDecode(bytes, scratch, out int length))
            {
                return false;
            }

            bytes = scratch[..length];
        }

        if (!HasPlainSegments(bytes))
        {
            return false;
        }

        path = new CanonicalPath(bytes, bytes.Contains((byte)';'));
        return true;
    }

    private static bool TryDecode(ReadOnlySpan<byte> encoded, Span<byte> decoded, out int length)
    {
        length = 0;
        bool hasRawSemicolon = encoded.Contains((byte)';');
        for (int i = 0; i < encoded.Length; i++)
        {
            byte b = encoded[i];
            if (b == '%')
            {
                if (!PercentTriplet.TryRead(encoded[i..], out b) || !IsDecodable(b))
                {
                    return false;
                }

                // A service may cut at the raw one and keep the other: a third reading, which nobody would judge.
                if (b == ';' && hasRawSemicolon)
                {
                    return false;
                }

                i += PercentTriplet.Length - 1;
            }

            decoded[length++] = b;
        }

        // Overlong forms of `.` and `/` are invalid UTF-8, and so refused here.
        return Utf8.IsValid(decoded[..length]);
    }

    // What would become a delimiter, a control byte or a second layer of encoding has no business in a path.
    private static bool IsDecodable(byte b) => b >= 0x20 && b is not (0x7f or (byte)'/' or (byte)'\\' or (byte)'?' or (byte)'#' or (byte)'%');

    /// <summary>Some slash is followed by another or by a dot: only then can a segment be none, or `.`, or `..`.</summary>
    private static bool HasDoubtfulSlash(ReadOnlySpan<byte> path)
    {
        int last = path.Length - 1 - Vector128<byte>.Count;
        if (last < 0)
        {
            return path.IndexOf("//"u8) >= 0 || path.IndexOf("/."u8) >= 0;
        }

        // The last vector looks again at some bytes of the one before it.
        for (int i = 0; i < last; i += Vector128<byte>.Count)
        {
            if (HasDoubtfulSlashAt(path, i))
            {
                return true;
            }
        }

        return HasDoubtfulSlashAt(path, last);
    }

    private static bool HasDoubtfulSlashAt(ReadOnlySpan<byte> path, int index)
    {
        Vector128<byte> slash = Vector128.Create((byte)'/');
        Vector128<byte> before = Vector128.Create(path[index..]);
        Vector128<byte> after = Vector128.Create(path[(index + 1)..]);
        Vector128<byte> doubtful = Vector128.Equals(before, slash) & (Vector128.Equals(after, slash) | Vector128.Equals(after, Vector128.Create((byte)'.')));
        return doubtful != Vector128<byte>.Zero;
    }

    private static bool HasPlainSegments(ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> rest = path[1..];
        while (true)
        {
            int slash = rest.IndexOf((byte)'/');
            bool isLast = slash < 0;
            ReadOnlySpan<byte> segment = isLast ? rest : rest[..slash];
            if (segment.IsEmpty)
            {
                // An empty segment is a trailing slash at the end, and `//` anywhere else.
                return isLast;
            }

            // `..;x` is `..` to a service that strips parameters, and `;x` is nothing at all.
            int semicolon = segment.IndexOf((byte)';');
            ReadOnlySpan<byte> name = semicolon < 0 ? segment : segment[..semicolon];
            if (name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
            {
                return false;
            }

            if (isLast)
            {
                return true;
            }

            rest = rest[(slash + 1)..];
        }
    }
}
