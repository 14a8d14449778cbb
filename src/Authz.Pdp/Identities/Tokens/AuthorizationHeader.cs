using System.Buffers;
using System.Text;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// Finds the bearer credential of a request (RFC 6750 §2.1, RFC 9110 §11.4). Envoy joins two lines of this header to one with
/// a comma, even where it sends lines as they came, so that a comma is read as the beginning of another credential.
/// </summary>
internal static class AuthorizationHeader
{
    /// <summary>What a bearer token is written with, but for the `=` at its end.</summary>
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"u8);

    private static ReadOnlySpan<byte> Space => " \t"u8;

    private static ReadOnlySpan<byte> Scheme => "bearer"u8;

    public static AuthorizationForm Read(HeaderList headers, out ReadOnlySpan<byte> token)
    {
        token = default;
        int credentials = 0;
        bool hasBearer = false;
        for (int line = headers.IndexOf("authorization"u8); line >= 0; line = headers.IndexOf("authorization"u8, line + 1))
        {
            ReadOnlySpan<byte> value = headers.Value(line);
            foreach (Range range in value.Split((byte)','))
            {
                ReadOnlySpan<byte> credential = value[range].Trim(Space);
                credentials++;
                if (IsBearer(credential))
                {
                    hasBearer = true;
                    token = credential[Scheme.Length..].TrimStart((byte)' ');
                }
            }
        }

        if (!hasBearer)
        {
            return credentials == 0 ? AuthorizationForm.Absent : AuthorizationForm.Other;
        }

        return credentials == 1 && IsToken(token) ? AuthorizationForm.Bearer : AuthorizationForm.Malformed;
    }

    private static bool IsBearer(ReadOnlySpan<byte> credential) =>
        credential.Length >= Scheme.Length
        && Ascii.EqualsIgnoreCase(credential[..Scheme.Length], Scheme)
        && (credential.Length == Scheme.Length || Space.Contains(credential[Scheme.Length]));

    private static bool IsToken(ReadOnlySpan<byte> token)
    {
        ReadOnlySpan<byte> unpadded = token.TrimEnd((byte)'=');
        return !unpadded.IsEmpty && !unpadded.ContainsAnyExcept(TokenBytes);
    }
}
