using System.Text;
using System.Text.Json.Nodes;
using Authz.Cli.EnvoyChecks;
using Authz.Cli.Reading;
using Authz.Policies.Text;
using Authz.Testing.EnvoyConfigs;

namespace Authz.Cli.Tests.EnvoyChecks;

/// <summary>A configuration that is checked in this process.</summary>
internal static class EnvoyCheckRun
{
    private static readonly Lazy<PolicyFacts> casePolicies = new(() => FactsOf(ConfigCase.Policies));

    public static PolicyFacts CasePolicies => casePolicies.Value;

    public static PolicyFacts FactsOf(string directory) => new(PolicyFolder.Read(directory).Policies!);

    public static EnvoyReading Of(string config, PolicyFacts? policies = null, string name = "config.yaml") =>
        EnvoyReading.Of(name, Encoding.UTF8.GetBytes(config), policies);

    /// <summary>One line for each finding: `error EC0101 12:3 path: message`.</summary>
    public static string Describe(EnvoyReading reading)
    {
        IEnumerable<Diagnostic> all = reading.Faults;
        IEnumerable<string> faults = all.Select(fault => $"{fault.Id} {fault.Where.Position.Line}:{fault.Where.Position.Column} {fault.Message}");
        IEnumerable<string> findings = reading.Findings.ToSorted().Select(finding =>
        {
            LinePosition at = finding.Where.Span.Position;
            string severity = finding.Severity switch
            {
                DiagnosticSeverity.Error => "error",
                DiagnosticSeverity.Warning => "warning",
                DiagnosticSeverity.Note => "note",
            };
            return $"{severity} {finding.Id} {at.Line}:{at.Column} {finding.Path}: {finding.Message}";
        });
        return string.Concat(faults.Concat(findings).Select(line => line + "\n"));
    }

    public static IReadOnlyList<string> Ids(EnvoyReading reading) =>
        [.. reading.Faults.Select(fault => fault.Id).Concat(reading.Findings.ToSorted().Select(finding => finding.Id)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What the command prints as JSON, as far as mends need it.</summary>
    public static JsonArray MendsOf(EnvoyReading reading) =>
    [
        .. reading.Findings.ToSorted().Where(finding => finding.Mend is not null).Select(finding => (JsonNode)new JsonObject
        {
            ["mend"] = new JsonObject
            {
                ["action"] = char.ToLowerInvariant($"{finding.Mend!.Kind}"[0]) + $"{finding.Mend.Kind}"[1..],
                ["steps"] = new JsonArray([.. finding.Mend.Where.Steps.Select(step => JsonValue.Create(step))]),
                ["yaml"] = finding.Mend.Yaml,
            },
        }),
    ];
}
