using System.Text;
using Authz.Policies;

namespace Authz.Cli.Import;

/// <summary>
/// Names of OpenAPI as ids that may be written by hand: what is one already stays, the rest is made of its letters and
/// digits, with a number where two would be alike.
/// </summary>
internal sealed class OperationIds
{
    private const string First = "operation";
    private const int NumberLengthMax = 5;

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    public OperationIds(IEnumerable<string> names)
    {
        string[] all = [.. names];
        var taken = new HashSet<string>(all.Where(IsId), StringComparer.Ordinal);
        foreach (string name in all)
        {
            ids[name] = IsId(name) ? name : MakeDistinct(MakeId(name), taken);
        }
    }

    public string Of(string name) => ids[name];

    private static string MakeDistinct(string id, HashSet<string> taken)
    {
        string candidate = id;
        for (int number = 2; !taken.Add(candidate); number++)
        {
            candidate = $"{id}-{number}";
        }

        return candidate;
    }

    private static string MakeId(string name)
    {
        var id = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '.')
            {
                id.Append(c);
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        string made = id.ToString().Trim('-');
        made = made.Length > 0 && char.IsAsciiLetter(made[0]) ? made : $"{First}-{made}".TrimEnd('-');
        return made.Length > PolicyLimits.OperationIdLengthMax - NumberLengthMax
            ? made[..(PolicyLimits.OperationIdLengthMax - NumberLengthMax)]
            : made;
    }

    private static bool IsId(string name) =>
        name.Length is > 0 and <= PolicyLimits.OperationIdLengthMax
        && char.IsAsciiLetter(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
