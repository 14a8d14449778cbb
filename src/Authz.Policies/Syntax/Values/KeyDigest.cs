using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Authz.Policies.Syntax.Values;

/// <summary>The SHA-256 of an API key in hexadecimal digits, of either case.</summary>
internal static class KeyDigest
{
    private const int Bytes = 32;

    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (!text.All(char.IsAsciiHexDigit))
        {
            return "has other characters than hexadecimal digits";
        }

        return text.Length == 2 * Bytes ? null : $"has {text.Length} digits; a SHA-256 has {2 * Bytes}";
    }

    /// <summary>Empty where the text is no digest.</summary>
    public static ImmutableArray<byte> Parse(string text) =>
        FaultOf(text) is null ? ImmutableCollectionsMarshal.AsImmutableArray(Convert.FromHexString(text)) : [];
}
