using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Authz.Cli.Import;
using Authz.Cli.Output;
using Authz.Policies.Text;

namespace Authz.Cli.Commands;

/// <summary>`authz import openapi`: a BuildingBlock for a service that has an OpenAPI document.</summary>
internal static class ImportOpenApiCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> file = new("FILE") { Description = "The OpenAPI document, YAML or JSON" };
        Option<string> block = new("--block") { Description = "The building block's name", HelpName = "NAME", Required = true };
        Option<string> service = new("--service") { Description = "The service's name", HelpName = "NAME", Required = true };
        Option<string> basePath = new("--base-path") { Description = "Where the service begins", HelpName = "PATH", Required = true };
        Option<string[]> hosts = new("--host") { Description = "A host of the service; may be given several times", HelpName = "HOST" };
        Option<string?> owner = new("--owner") { Description = "Who owns the building block", HelpName = "TEXT" };
        Option<string?> client = new("--client") { Description = "Its client identifier", HelpName = "ID" };
        Option<bool> inline = new("--inline") { Description = "Write the operations by hand instead of naming the document" };
        Option<string?> output = new("--out") { Description = "Write to this file instead of standard output", HelpName = "OUT" };
        Option<bool> force = new("--force") { Description = "Write over a file that is there" };
        Option<string> policies = CommonSymbols.Policies();
        Option<string> format = CommonSymbols.Format();
        var command = new Command("openapi", "Write a BuildingBlock for a service that has an OpenAPI document")
        {
            file, block, service, basePath, hosts, owner, client, inline, output, force, policies, format,
        };
        command.SetAction(parsed =>
        {
            var import = new OpenApiImport
            {
                File = parsed.GetRequiredValue(file),
                Policies = parsed.GetRequiredValue(policies),
                Block = parsed.GetRequiredValue(block),
                Service = parsed.GetRequiredValue(service),
                BasePath = parsed.GetRequiredValue(basePath),
                Hosts = [.. parsed.GetValue(hosts) ?? []],
                Owner = parsed.GetValue(owner),
                Client = parsed.GetValue(client),
                IsInline = parsed.GetValue(inline),
            };
            string? text = import.Run(out ImmutableArray<Diagnostic> diagnostics);
            Printer printer = Printer.Of(parsed, format, host);
            if (text is null)
            {
                printer.Print(
                    (writer, paint) => DiagnosticWriter.Write(writer, paint, "", diagnostics),
                    () => DiagnosticWriter.ToJson("", diagnostics));
                return ExitCodes.Findings;
            }

            // Advice goes where it does not become part of the document.
            DiagnosticWriter.Write(parsed.InvocationConfiguration.Error, new Paint(isEnabled: false), "", diagnostics);
            string? path = parsed.GetValue(output);
            if (path is not null)
            {
                Write(path, text, parsed.GetValue(force));
            }

            printer.Print(
                (writer, _) => writer.Write(path is null ? text : $"{path}: written{Environment.NewLine}"),
                () => new JsonObject { ["file"] = path, ["yaml"] = text });
            return ExitCodes.Fine;
        });
        return command;
    }

    private static void Write(string path, string text, bool isForced)
    {
        if (File.Exists(path) && !isForced)
        {
            throw new InputException($"`{path}` is there already; --force writes over it");
        }

        WholeFile.Write(path, text, isSecret: false);
    }
}
