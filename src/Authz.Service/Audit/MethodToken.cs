using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Authz.Service.Audit;

/// <summary>A method as it was sent, any bytes, kept where the request is gone: its beginning, and whether there was more.</summary>
internal struct MethodToken
{
    /// <summary>Every registered method fits.</summary>
    public const int LengthMax = 20;

    private Bytes bytes;
    private byte length;

    public bool IsCut { get; private set; }

    public static MethodToken Of(ReadOnlySpan<byte> method)
    {
        MethodToken token = default;
        int kept = Math.Min(method.Length, LengthMax);
        method[..kept].CopyTo(token.bytes);
        token.length = (byte)kept;
        token.IsCut = method.Length > kept;
        return token;
    }

    /// <summary>Empty: none was sent.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> AsSpan() => ((ReadOnlySpan<byte>)bytes)[..length];

    [InlineArray(LengthMax)]
    private struct Bytes
    {
        private byte first;
    }
}
