using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Authz.Admin.Callers;

/// <summary>The one bearer credential of a request (RFC 6750 §2.1).</summary>
internal static class BearerHeader
{
    public const int TokenLengthMax = 16 * 1024;

    private const string Scheme = "Bearer ";

    /// <summary>Null: there is none, or more than one.</summary>
    public static string? Read(HttpRequest request)
    {
        StringValues values = request.Headers.Authorization;
        if (values.Count != 1 || values[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string token = value[Scheme.Length..].Trim(' ');
        return token.Length is 0 or > TokenLengthMax || token.AsSpan().ContainsAny(" ,\t") ? null : token;
    }
}
