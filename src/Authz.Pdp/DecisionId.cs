using System.Buffers.Text;

namespace Authz.Pdp;

/// <summary>
/// Names one decision in answers, logs and problem documents: 128 bits, written as 32 hex digits. It says nothing about
/// the decision to whoever holds it.
/// </summary>
public readonly record struct DecisionId(ulong High, ulong Low)
{
    public const int Length = 32;

    /// <summary>Fills the first <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> text)
    {
        Utf8Formatter.TryFormat(High, text, out _, HexDigits);
        Utf8Formatter.TryFormat(Low, text[(Length / 2)..Length], out _, HexDigits);
    }

    public override string ToString() => $"{High:x16}{Low:x16}";

    private static System.Buffers.StandardFormat HexDigits => new('x', Length / 2);
}
