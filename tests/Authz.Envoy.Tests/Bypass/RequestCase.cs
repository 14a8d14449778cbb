using System.Collections.Immutable;
using Authz.Testing;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>
/// A row of a table of whole requests: what the decision service says to it as it stands, with its header lines apart and
/// with them merged, and what becomes of it behind a bundled Envoy config.
/// </summary>
/// <param name="Table">The file, without its ending.</param>
/// <param name="Row">The number of the attack in tests/cases/bypass/rows.tsv, or what ordinary traffic this is.</param>
/// <param name="Protocol">`h1` or `h2`: by which it is sent to Envoy.</param>
/// <param name="Host">Null: none.</param>
/// <param name="Headers">With the tokens as `{token FORM SUBJECT}`, which are made when they are sent.</param>
/// <param name="Caller">
/// `web`, `nobody` (whom no policy knows), `web+dns` (with DNS names in its certificate), `edge` (a security server), or `none`.
/// </param>
/// <param name="Raw">`allow`, `403`, `401`, or `-` for what is not asked directly.</param>
/// <param name="Envoy">What Envoy answers itself without asking, or `asks`, or `-` for what is not sent through one.</param>
/// <param name="Through">Of what Envoy asks about.</param>
/// <param name="Arrives">Header lines that reach the application, or with a `!` those that do not.</param>
public sealed record RequestCase(
    string Table,
    string Row,
    string Protocol,
    string Method,
    string? Host,
    string Target,
    ImmutableArray<KeyValuePair<string, string>> Headers,
    string Caller,
    string Raw,
    string Merged,
    string Envoy,
    string Through,
    ImmutableArray<string> Arrives)
{
    public const string Asks = "asks";
    public const string None = "-";

    private const string Separator = " | ";

    public static IEnumerable<RequestCase> Of(string folder, params IEnumerable<string> tables) => tables.SelectMany(table =>
        File.ReadLines(TestCases.Path(folder, $"{table}.tsv"))
            .Skip(1)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => Parse(table, line.Split('\t'))));

    /// <summary>Whether its route takes callers from what the security server `edge` forwards.</summary>
    public bool IsForwarded => Table == "certificates";

    /// <summary>The attacks, and the traffic that must not be taken for one.</summary>
    public static IEnumerable<RequestCase> All() =>
        Of("bypass", "hosts", "headers", "methods", "forwarded", "tokens", "certificates").Concat(Of("lockouts", "ordinary", "preflights"));

    public override string ToString() =>
        CaseText.Escape($"{Row} {Protocol} {Method} {Host}{Target} {string.Join(Separator, Headers.Select(line => $"{line.Key}: {line.Value}"))} {Caller}");

    private static RequestCase Parse(string table, string[] cells) => new(
        table,
        cells[0],
        cells[1],
        CaseText.Read(cells[2]),
        cells[3] == "(none)" ? null : CaseText.Read(cells[3]),
        CaseText.Read(cells[4]),
        [.. Items(cells[5]).Select(ToHeader)],
        cells[6],
        cells[7],
        cells[8],
        cells[9],
        cells[10],
        [.. Items(cells[11])]);

    private static IEnumerable<string> Items(string cell) => cell == None ? [] : cell.Split(Separator).Select(CaseText.Read);

    private static KeyValuePair<string, string> ToHeader(string line)
    {
        string[] parts = line.Split(": ", 2);
        return new(parts[0], parts[1]);
    }
}
