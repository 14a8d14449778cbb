using System.Security.Cryptography;

namespace Authz.Postgres.Tables;

/// <summary>Bytes are kept by their SHA-256.</summary>
internal static class ContentName
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
