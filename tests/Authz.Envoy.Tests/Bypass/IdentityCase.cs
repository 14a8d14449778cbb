using System.Collections.Immutable;
using Authz.Testing;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>A row of tests/cases/bypass/identities.tsv: a certificate that somebody shows. TD stands for a trust domain.</summary>
/// <param name="Direct">`allow`, `401` or `403`, from the service alone.</param>
/// <param name="Envoy">The status of the answer through Envoy, `cut` for a handshake that is refused, or `-`.</param>
public sealed record IdentityCase(
    string Row,
    string CommonName,
    string NameList,
    string PrincipalText,
    ImmutableArray<KeyValuePair<string, string>> Headers,
    string Target,
    string Direct,
    string Envoy)
{
    private const string None = "-";

    /// <summary>Neither a certificate nor a name.</summary>
    public bool HasCertificate => NameList != "(no certificate)";

    public static IEnumerable<IdentityCase> All() => File.ReadLines(TestCases.Path("bypass", "identities.tsv"))
        .Skip(1)
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => Parse(line.Split('\t')));

    /// <summary>One URI name between several DNS names, as many issuers write them.</summary>
    internal static TestCertificate WithDnsNames(TestAuthority authority, string id) =>
        authority.IssueNamed("web", "dns:web", "dns:web.example", $"uri:{id}", "dns:*.example");

    public IEnumerable<string> Names(string trustDomain) =>
        HasCertificate && NameList != None ? NameList.Split(' ').Select(name => Of(name, trustDomain)) : [];

    public string Principal(string trustDomain) => PrincipalText == None ? string.Empty : Of(PrincipalText, trustDomain);

    public IEnumerable<KeyValuePair<string, string>> HeadersOf(string trustDomain) =>
        Headers.Select(header => KeyValuePair.Create(header.Key, Of(header.Value, trustDomain)));

    public override string ToString() =>
        $"{Row} {CommonName} {NameList} {PrincipalText} {Target} {string.Join(' ', Headers.Select(header => header.Value))}";

    private static string Of(string text, string trustDomain) => CaseText.Read(text)
        .Replace("{td}", trustDomain, StringComparison.Ordinal)
        .Replace("{TD}", trustDomain.ToUpperInvariant(), StringComparison.Ordinal);

    private static IdentityCase Parse(string[] cells) => new(
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        cells[4] == None ? [] : [new(cells[4].Split(": ", 2)[0], cells[4].Split(": ", 2)[1])],
        cells[5],
        cells[6],
        cells[7]);
}
