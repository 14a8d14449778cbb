using System.Text;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>
/// A path of OpenAPI as a path of ours. What stands between braces is a name there, of any characters; here it is a
/// letter or `_`, then letters, digits, `_` and `-`. A dot or a dollar sign becomes `_`, and one goes before a digit.
/// </summary>
internal static class ApiPathTemplate
{
    /// <param name="unmapped">A name that cannot be written here, or null. OpenAPI knows no `{id*}`, `{+path}` or
    /// `{id:[0-9]+}`: to drop what is not a name would let through what its author kept out.</param>
    public static string Map(string path, out string? unmapped)
    {
        unmapped = null;
        var mapped = new StringBuilder(path.Length);
        int at = 0;
        while (at < path.Length)
        {
            int opening = path.IndexOf('{', at);
            int closing = opening < 0 ? -1 : path.IndexOf('}', opening);
            if (closing < 0)
            {
                break;
            }

            string name = path[(opening + 1)..closing];
            if (!CanMap(name))
            {
                unmapped ??= name;
            }

            mapped.Append(path, at, opening + 1 - at).Append(MapName(name)).Append('}');
            at = closing + 1;
        }

        return mapped.Append(path, at, path.Length - at).ToString();
    }

    private static string MapName(string name)
    {
        string mapped = name.Replace('.', '_').Replace('$', '_');
        return mapped.Length > 0 && (char.IsAsciiDigit(mapped[0]) || mapped[0] == '-') ? $"_{mapped}" : mapped;
    }

    private static bool CanMap(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '$');
}
