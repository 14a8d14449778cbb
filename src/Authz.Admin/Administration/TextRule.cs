namespace Authz.Admin.Administration;

/// <summary>What people may write beside a change: it is printed on terminals and read for years.</summary>
internal static class TextRule
{
    public const int ReasonLengthMax = 2000;

    /// <summary>Names of people and programs, of versions, blocks and services.</summary>
    public const int NameLengthMax = 400;

    /// <exception cref="AdministrationException">It is too long, or holds a control character other than a line end.</exception>
    public static string Prose(string name, string text)
    {
        if (text.Length > ReasonLengthMax)
        {
            throw new AdministrationException(Refusal.Invalid, $"`{name}` is longer than {ReasonLengthMax} characters: shorten it");
        }

        return text.Any(static c => c != '\n' && char.IsControl(c))
            ? throw new AdministrationException(Refusal.Invalid, $"`{name}` has a control character: only line feeds may stand in it")
            : text;
    }

    public static string Name(string name, string text) =>
        text.Length is 0 or > NameLengthMax || text.Any(char.IsControl)
            ? throw new AdministrationException(
                Refusal.Invalid, $"`{name}` is empty, longer than {NameLengthMax} characters, or has a control character: give a name")
            : text;
}
