using System.Collections.Immutable;
using System.Globalization;
using Authz.Envoy.Tests.Bypass;
using Authz.Testing;

namespace Authz.Envoy.Tests.Identities;

/// <summary>A row of tests/cases/identities/callers.tsv: what somebody sends to prove who he is, and whom he is taken for.</summary>
/// <param name="Via">The listener that is called.</param>
/// <param name="Caller">Whose certificate is shown; `-`: none.</param>
/// <param name="Protocol">`h1` or `h2`.</param>
/// <param name="Path">Below the service's base path.</param>
/// <param name="Subject">Who is believed to call, as the access log says.</param>
/// <param name="Said">Of an allowed call the proof, of a refused one the reason.</param>
/// <param name="Arrives">Header lines that reach the application, or with a `!` those that do not.</param>
public sealed record CallerCase(
    string Name,
    string Via,
    string Caller,
    string Protocol,
    string Path,
    ImmutableArray<KeyValuePair<string, string>> Headers,
    int Status,
    string Subject,
    string Said,
    ImmutableArray<string> Arrives)
{
    private const string None = "-";
    private const string Separator = " | ";

    public static TheoryData<CallerCase> All() =>
    [
        .. File.ReadLines(TestCases.Path("identities", "callers.tsv"))
            .Skip(1)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => Parse(line.Split('\t'))),
    ];

    public override string ToString() => Name;

    private static CallerCase Parse(string[] cells) => new(
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        cells[4],
        [.. Items(cells[5]).Select(line => line.Split(": ", 2)).Select(parts => KeyValuePair.Create(parts[0], CaseText.Read(parts[1])))],
        int.Parse(cells[6], CultureInfo.InvariantCulture),
        cells[7],
        cells[8],
        [.. Items(cells[9])]);

    private static string[] Items(string cell) => cell == None ? [] : cell.Split(Separator);
}
