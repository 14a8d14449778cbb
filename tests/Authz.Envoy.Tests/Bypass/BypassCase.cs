using System.Globalization;
using System.Text.RegularExpressions;
using Authz.Testing;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>
/// A row of tests/cases/bypass/paths.tsv: a request target that somebody might try, what the decision service says to it
/// as it stands, and what becomes of it behind a bundled Envoy config.
/// </summary>
/// <param name="Protocol">`h1` or `h2`: by which it is sent to Envoy.</param>
/// <param name="Target">Bytes as Latin-1 characters.</param>
/// <param name="IsAllowedDirectly">By the service alone, with this very target.</param>
/// <param name="EnvoyStatus">What Envoy answers itself without asking; null: it asks. 0: it closes the connection.</param>
/// <param name="AskedTarget">The target that Envoy asks about, and forwards if it may.</param>
/// <param name="IsAllowedThroughEnvoy">Whether that is allowed.</param>
public sealed partial record BypassCase(
    string Protocol,
    string Method,
    string Target,
    bool IsAllowedDirectly,
    int? EnvoyStatus,
    string AskedTarget,
    bool IsAllowedThroughEnvoy)
{
    private const string Same = "=";

    public static IEnumerable<BypassCase> All() => File.ReadLines(TestCases.Path("bypass", "paths.tsv"))
        .Skip(1)
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => Parse(line.Split('\t')));

    public override string ToString() => $"{Protocol} {Method} {Escape(Target)}";

    private static BypassCase Parse(string[] cells)
    {
        string target = Unescape(cells[2]);
        bool isAsked = cells[4] == "asks";
        return new BypassCase(
            cells[0],
            cells[1],
            target,
            IsAllow(cells[3]),
            isAsked ? null : int.Parse(cells[4], CultureInfo.InvariantCulture),
            cells[5] == Same ? target : cells[5],
            isAsked && IsAllow(cells[6]));
    }

    private static bool IsAllow(string cell) => cell switch
    {
        "allow" => true,
        "deny" => false,
        _ => throw new InvalidDataException($"`{cell}` is neither allow nor deny"),
    };

    private static string Unescape(string text) => EscapedByte().Replace(
        text,
        match => ((char)byte.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    private static string Escape(string text) => string.Concat(
        text.Select(c => c is > ' ' and <= '~' and not '\\' ? c.ToString() : $"\\x{(int)c:x2}"));

    [GeneratedRegex(@"\\x([0-9a-f]{2})")]
    private static partial Regex EscapedByte();
}
