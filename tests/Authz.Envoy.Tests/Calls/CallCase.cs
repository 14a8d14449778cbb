using System.Globalization;
using Authz.Testing;

namespace Authz.Envoy.Tests.Calls;

/// <summary>A row of tests/cases/envoy/calls.tsv: one call, and what comes of it.</summary>
/// <param name="Via">The listener that is called.</param>
/// <param name="Caller">Whose certificate is shown; `-` on a listener without TLS.</param>
/// <param name="Header">`name: value`, or `-`.</param>
/// <param name="Application">The application that it reaches, or `-`.</param>
/// <param name="Client">What that application reads in x-authz-client, or `-`.</param>
public sealed record CallCase(
    string Name,
    string Via,
    string Caller,
    string Method,
    string Host,
    string Path,
    string Header,
    int Status,
    string Application,
    string Client)
{
    public const string None = "-";

    public bool IsAllowed => Application != None;

    public static TheoryData<CallCase> All() =>
    [
        .. File.ReadLines(TestCases.Path("envoy", "calls.tsv"))
            .Skip(1)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => Parse(line.Split('\t'))),
    ];

    public override string ToString() => Name;

    private static CallCase Parse(string[] cells) => new(
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        cells[4],
        cells[5],
        cells[6],
        int.Parse(cells[7], CultureInfo.InvariantCulture),
        cells[8],
        cells[9]);
}
