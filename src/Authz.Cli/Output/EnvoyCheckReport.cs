using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Cli.EnvoyChecks;
using Authz.Cli.EnvoyConfigs;
using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>What was found in an Envoy configuration, why it matters, and what mends it.</summary>
internal static class EnvoyCheckReport
{
    public static void Print(Printer printer, string file, EnvoyReading reading)
    {
        ImmutableArray<EnvoyFinding> findings = reading.Findings.ToSorted();
        printer.Print(
            (output, paint) => WriteText(output, paint, file, reading, findings),
            () => printer.Format == OutputFormats.Sarif
                ? SarifLog.Of(file, [.. reading.Faults, .. findings.Select(finding => finding.ToDiagnostic())])
                : ToJson(file, reading, findings));
    }

    private static void WriteText(
        TextWriter output, Paint paint, string file, EnvoyReading reading, ImmutableArray<EnvoyFinding> findings)
    {
        DiagnosticWriter.Write(output, paint, file, reading.Faults);
        foreach (EnvoyFinding finding in findings)
        {
            Write(output, paint, file, finding);
            output.WriteLine();
        }

        string summary = $"{file}: {Summarise(reading, findings)}";
        output.WriteLine(reading.HasErrors ? paint.Bad(summary) : paint.Good(summary));
    }

    private static void Write(TextWriter output, Paint paint, string file, EnvoyFinding finding)
    {
        // The parts are told below it, each on lines of its own.
        string margin = DiagnosticWriter.Write(
            output, paint, file, new Diagnostic(finding.Id, finding.Severity, finding.Where.Span, finding.Message, null));
        if (finding.Path.Length > 0)
        {
            output.WriteLine($"{margin} {paint.Faint("= at:")} {Printable.Of(finding.Path)}");
        }

        output.WriteLine($"{margin} {paint.Faint("= why:")} {finding.Rule.Why}");
        if (finding.Mend is { } mend)
        {
            output.WriteLine($"{margin} {paint.Faint("= mend:")} {Printable.Of(mend.Instruction)}");
            foreach (string line in LinesOf(mend))
            {
                output.WriteLine($"{margin}       {Printable.Of(line)}");
            }
        }
    }

    private static string[] LinesOf(Mend mend) => mend.Yaml.Length == 0 ? [] : mend.Yaml.ReplaceLineEndings("\n").Split('\n');

    private static string Summarise(EnvoyReading reading, ImmutableArray<EnvoyFinding> findings)
    {
        int errors = reading.Faults.Length + findings.Count(finding => finding.Severity == DiagnosticSeverity.Error);
        int warnings = findings.Count(finding => finding.Severity == DiagnosticSeverity.Warning);
        int notes = findings.Count(finding => finding.Severity == DiagnosticSeverity.Note);
        string more = reading.Findings.LeftOut > 0 ? $" (and {reading.Findings.LeftOut} findings more)" : "";
        string looked = reading.Config is { } config
            ? $"; looked at {Count.Of(config.Listeners.Count, "listener")}, {Count.Of(config.Managers.Count, "HTTP connection manager")}, "
                + Count.Of(RoutesOf(config), "route")
            : "";
        return $"{Count.Of(errors, "error")}, {Count.Of(warnings, "warning")}, {Count.Of(notes, "note")}{more}{looked}";
    }

    private static int RoutesOf(EnvoyConfig config) =>
        config.Managers.Sum(manager => manager.Routes.Count)
        + config.LooseRouteConfigurations.Sum(configuration => RouteReader.RoutesOf(configuration).Count());

    private static JsonObject ToJson(string file, EnvoyReading reading, ImmutableArray<EnvoyFinding> findings) => new()
    {
        ["file"] = file,
        ["valid"] = !reading.HasErrors,
        ["listeners"] = reading.Config?.Listeners.Count ?? 0,
        ["connectionManagers"] = reading.Config?.Managers.Count ?? 0,
        ["routes"] = reading.Config is { } config ? RoutesOf(config) : 0,
        ["leftOut"] = reading.Findings.LeftOut,
        ["findings"] = new JsonArray(
        [
            .. DiagnosticWriter.ToJson(file, reading.Faults).Select(fault => fault?.DeepClone()),
            .. findings.Select(finding => ToJson(file, finding)),
        ]),
    };

    private static JsonObject ToJson(string file, EnvoyFinding finding)
    {
        var diagnostic = new Diagnostic(finding.Id, finding.Severity, finding.Where.Span, finding.Message, null);
        JsonObject item = DiagnosticWriter.ToJson(file, diagnostic);
        item.Remove("help");
        item.Remove("related");
        item["path"] = finding.Path;
        item["why"] = finding.Rule.Why;
        item["mend"] = finding.Mend is { } mend
            ? new JsonObject
            {
                ["action"] = ActionOf(mend.Kind),
                ["path"] = mend.Where.Path,
                ["steps"] = new JsonArray([.. mend.Where.Steps.Select(step => JsonValue.Create(step))]),
                ["yaml"] = mend.Yaml,
            }
            : null;
        return item;
    }

    private static string ActionOf(MendKind kind) => kind switch
    {
        MendKind.Example => "example",
        MendKind.Set => "set",
        MendKind.Remove => "remove",
        MendKind.InsertBeforeLast => "insertBeforeLast",
        MendKind.Append => "append",
        MendKind.Replace => "replace",
    };
}
