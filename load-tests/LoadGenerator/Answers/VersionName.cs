using System.Buffers.Text;

namespace Authz.LoadGenerator.Answers;

/// <summary>How an answer names the version that decided: `NUMBER-DIGEST`, of the digest its first twelve digits. Zero: it names none.</summary>
public readonly record struct VersionName(long Number, long Digest)
{
    private const int DigestDigits = 12;

    /// <param name="text">ASCII.</param>
    /// <returns>None, if it is no such name.</returns>
    public static VersionName Parse(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long number, out int used)
        && number > 0
        && text.Length == used + 1 + DigestDigits
        && text[used] == '-'
        && Utf8Parser.TryParse(text[(used + 1)..], out long digest, out int digits, 'x')
        && digits == DigestDigits
            ? new VersionName(number, digest)
            : default;

    public override string ToString() => this == default ? "no version" : $"{Number}-{Digest:x12}";
}
