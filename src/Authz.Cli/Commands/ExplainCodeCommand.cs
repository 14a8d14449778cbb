using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Reference;
using Authz.Policies.Text;

namespace Authz.Cli.Commands;

/// <summary>`authz explain-code`: what an id of a finding means.</summary>
internal static class ExplainCodeCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> id = new("ID") { Description = "The id of a finding, as `AZ0101`" };
        Option<string> format = CommonSymbols.Format();
        var command = new Command("explain-code", "Print what the id of a finding means, with an example") { id, format };
        command.SetAction(parsed =>
        {
            CodeReport.Print(Printer.Of(parsed, format, host), Find(parsed.GetRequiredValue(id)));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static DiagnosticSection Find(string id) =>
        DiagnosticReference.Find(id.ToUpperInvariant()) ?? throw new InputException(UnknownOf(id));

    private static string UnknownOf(string id)
    {
        string? similar = SimilarName.Find(id, DiagnosticReference.Descriptors.Select(entry => entry.Id));
        return $"no finding has the id `{id}`" + (similar is null ? "" : $"; did you mean `{similar}`?");
    }
}
