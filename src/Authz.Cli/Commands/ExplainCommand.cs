using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Reading;
using Authz.Policies.Analysis;

namespace Authz.Cli.Commands;

/// <summary>`authz explain`: whether one request is allowed, by which rule, and why the others do not match.</summary>
internal static class ExplainCommand
{
    public static Command Create(CliHost host)
    {
        var symbols = new ExplainSymbols();
        var command = new Command(
            "explain", "Say whether a request is allowed, and why (exit code 0: allowed, 1: denied)")
        {
            symbols.From,
            symbols.TokenIssuer,
            symbols.Claims,
            symbols.To,
            symbols.Method,
            symbols.BelowBasePath,
            symbols.RawPath,
            symbols.Host,
            symbols.Headers,
            symbols.Sni,
            symbols.SourceAddress,
            symbols.ContextExtensions,
            symbols.Metadata,
            symbols.Body,
            symbols.NotSent,
            symbols.Time,
            symbols.All,
            symbols.Policies,
            symbols.Format,
        };
        command.SetAction(parsed =>
        {
            PolicyFolder folder = PolicyFolder.Read(parsed.GetRequiredValue(symbols.Policies));
            Printer printer = Printer.Of(parsed, symbols.Format, host);
            if (folder is not { Policies: { } policies, Tree: { } tree })
            {
                ValidationReport.Print(printer, folder);

                // Not "denied": a script that asks must not take broken policies for a verdict.
                return ExitCodes.Unusable;
            }

            AccessQuestion question = new QuestionReader(policies, symbols, host.Clock).Read(parsed);
            Explanation explanation = DecisionExplainer.Explain(question, policies, tree);
            ExplanationReport.Print(printer, folder, explanation, parsed.GetValue(symbols.All));
            return explanation.Verdict.IsAllowed ? ExitCodes.Fine : ExitCodes.Findings;
        });
        return command;
    }
}
