using Authz.Admin.Administration;

namespace Authz.Admin.Callers;

/// <summary>A line of a file of callers: `NAME ROLE[,ROLE] CREDENTIAL`, with spaces between them.</summary>
internal sealed record CallerLine(AdminCaller Caller, string Credential)
{
    private const int LinesMax = 10_000;

    /// <summary>Empty lines, and those that begin with `#`, say nothing.</summary>
    /// <exception cref="AdminSetupException">A line is none of these.</exception>
    public static IReadOnlyList<CallerLine> ReadAll(string file, string text)
    {
        var lines = new List<CallerLine>();
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string trimmed = line.Trim();
            if (trimmed.Length > 0 && trimmed[0] != '#')
            {
                lines.Add(Read(trimmed, $"{file}:{number}"));
            }
        }

        return lines.Count is 0 or > LinesMax
            ? throw new AdminSetupException($"{file} names {lines.Count} callers: it has to name one at least, and {LinesMax} at most")
            : lines;
    }

    private static CallerLine Read(string line, string place)
    {
        string[] parts = line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 3 || parts[0].Length > TextRule.NameLengthMax || parts[0].Any(char.IsControl))
        {
            throw new AdminSetupException($"{place} is not `NAME ROLE[,ROLE] CREDENTIAL`");
        }

        AdminRoles roles = AdminRoles.None;
        foreach (string word in parts[1].Split(','))
        {
            AdminRoles role = RoleWords.Parse(word);
            roles |= role != AdminRoles.None
                ? role
                : throw new AdminSetupException($"{place}: `{word}` is no role; there are {string.Join(", ", RoleWords.Of(AdminRoles.All))}");
        }

        return new CallerLine(new AdminCaller(parts[0], roles), parts[2]);
    }
}
