using System.CommandLine;
using Authz.Cli.EnvoyChecks;
using Authz.Cli.Output;
using Authz.Cli.Reading;
using Authz.Policies.Syntax.Foreign;
using Authz.Policies.Text;

namespace Authz.Cli.Commands;

/// <summary>`authz envoy check`: whether an Envoy asks about every call, and sends what policies read.</summary>
internal static class EnvoyCheckCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> file = new("FILE") { Description = "A bootstrap, a `/config_dump`, a listener, … in YAML or JSON" };
        Option<string?> policies = new("--policies") { Description = "A folder of policies that the file has to serve", HelpName = "DIR" };
        Option<bool> strict = new("--strict") { Description = "Count warnings as findings too" };
        Option<string> format = CommonSymbols.Format(OutputFormats.Sarif);
        var command = new Command("check", "Say where an Envoy lets calls pass without a decision, or sends less than it takes")
        {
            file, policies, strict, format,
        };
        command.SetAction(parsed =>
        {
            Printer printer = Printer.Of(parsed, format, host);
            PolicyFacts? facts = null;
            if (parsed.GetValue(policies) is { } directory)
            {
                PolicyFolder folder = PolicyFolder.Read(directory);
                if (folder.Policies is not { } set)
                {
                    // Not a verdict about the file: nothing was looked at.
                    ValidationReport.Print(printer, folder);
                    return ExitCodes.Unusable;
                }

                facts = new PolicyFacts(set);
            }

            string path = parsed.GetRequiredValue(file);
            EnvoyReading reading = EnvoyReading.Of(path, Read(path), facts);
            EnvoyCheckReport.Print(printer, path, reading);
            return reading.IsUnusable ? ExitCodes.Unusable
                : reading.HasErrors || (parsed.GetValue(strict) && HasWarnings(reading)) ? ExitCodes.Findings
                : ExitCodes.Fine;
        });
        return command;
    }

    private static bool HasWarnings(EnvoyReading reading) =>
        reading.Findings.ToSorted().Any(finding => finding.Severity == DiagnosticSeverity.Warning);

    private static byte[] Read(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            throw new InputException($"there is no file `{path}`");
        }

        // One byte past the limit, so that the reader says that it is too large.
        int length = (int)Math.Min(info.Length, ForeignLimits.FileBytesMax + 1L);
        byte[] bytes = new byte[length];
        using FileStream stream = info.OpenRead();
        int read = stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        return bytes[..read];
    }
}
