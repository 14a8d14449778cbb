using System.Globalization;
using Authz.Testing;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>
/// A row of tests/cases/bypass/paths.tsv: a request target that somebody might try, what the decision service says to it
/// as it stands, and what becomes of it behind a bundled Envoy config.
/// </summary>
/// <param name="Row">The number of the attack in tests/cases/bypass/rows.tsv.</param>
/// <param name="Protocol">`h1` or `h2`: by which it is sent to Envoy.</param>
/// <param name="Target">Bytes as Latin-1 characters.</param>
/// <param name="IsAllowedDirectly">By the service alone, with this very target.</param>
/// <param name="EnvoyStatus">What Envoy answers itself without asking; null: it asks. 0: it closes the connection.</param>
/// <param name="AskedTarget">The target that Envoy asks about, and forwards if it may.</param>
/// <param name="IsAllowedThroughEnvoy">Whether that is allowed.</param>
public sealed record BypassCase(
    string Row,
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

    public override string ToString() => $"{Row} {Protocol} {Method} {CaseText.Escape(Target)}";

    private static BypassCase Parse(string[] cells)
    {
        string target = CaseText.Read(cells[3]);
        bool isAsked = cells[5] == "asks";
        return new BypassCase(
            cells[0],
            cells[1],
            cells[2],
            target,
            IsAllow(cells[4]),
            isAsked ? null : int.Parse(cells[5], CultureInfo.InvariantCulture),
            cells[6] == Same ? target : cells[6],
            isAsked && IsAllow(cells[7]));
    }

    private static bool IsAllow(string cell) => cell switch
    {
        "allow" => true,
        "deny" => false,
        _ => throw new InvalidDataException($"`{cell}` is neither allow nor deny"),
    };
}
