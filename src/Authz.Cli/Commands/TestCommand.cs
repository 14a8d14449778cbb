using System.Collections.Immutable;
using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Reading;
using Authz.Policies.Analysis;
using Authz.Policies.Binding;

namespace Authz.Cli.Commands;

/// <summary>`authz test`: runs the cases of every PolicyTest against the compiled policies.</summary>
internal static class TestCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> directory = CommonSymbols.Directory();
        Option<string> format = CommonSymbols.Format();
        Option<string?> filter = new("--filter")
        {
            Description = "Run only cases whose `test/case` contains this (upper and lower case alike)",
            HelpName = "TEXT",
        };
        var command = new Command("test", "Run the policy tests of a folder") { directory, format, filter };
        command.SetAction(parsed =>
        {
            PolicyFolder folder = PolicyFolder.Read(parsed.GetRequiredValue(directory));
            Printer printer = Printer.Of(parsed, format, host);
            if (folder is not { Policies: { } policies, Tree: { } tree })
            {
                ValidationReport.Print(printer, folder);
                return folder.FailureCode;
            }

            ImmutableArray<BoundTestCase> cases = Select(policies.Tests, parsed.GetValue(filter));
            ImmutableArray<PolicyTestResult> results = PolicyTestRunner.Run(cases, tree, host.Clock.GetUtcNow());
            TestReport.Print(printer, folder, results);
            return results.All(result => result.Passed) ? ExitCodes.Fine : ExitCodes.Findings;
        });
        return command;
    }

    private static ImmutableArray<BoundTestCase> Select(ImmutableArray<BoundTestCase> cases, string? filter)
    {
        ImmutableArray<BoundTestCase> selected =
        [
            .. cases.Where(testCase => filter is null
                || TestReport.NameOf(testCase).Contains(filter, StringComparison.OrdinalIgnoreCase)),
        ];
        if (selected.IsEmpty)
        {
            // A run of nothing would pass, whatever the policies say.
            throw new InputException(filter is null ? "there is no test case" : $"no test case matches `{filter}`");
        }

        return selected;
    }
}
