using System.Text.RegularExpressions;
using Authz.Testing;

namespace Authz.Cli.Tests;

/// <summary>docs/cli.md shows what the command prints; here it is held to that.</summary>
public sealed partial class DocumentationTests
{
    private const string Prompt = "$ authz ";
    private const string Fence = "```";

    [Fact]
    public void Every_example_prints_what_the_document_shows()
    {
        string[] examples = ReadExamples();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Equal(example, Run(example[..example.IndexOf('\n')])));
    }

    [Fact]
    public void Every_verb_and_option_is_in_the_document()
    {
        string document = File.ReadAllText(DocumentPath);
        string[] verbs =
        [
            "validate", "test", "explain", "lock", "certificates", "explain-code", "schema", "changes", "import openapi", "envoy check",
            "publish", "versions", "show", "approve", "activate", "rollback", "unpin", "revoke", "wait", "status",
        ];
        IEnumerable<string> options = verbs
            .SelectMany(verb => CliRun.Of([.. verb.Split(' '), "--help"]).Output.Split(' ', '\n', ':', ','))
            .Where(word => word.StartsWith("--", StringComparison.Ordinal))
            .Distinct();
        Assert.All([.. verbs, .. options], name => Assert.Contains(name, document));
    }

    [Fact]
    public void Every_policy_file_that_the_document_names_is_there()
    {
        string[] files =
        [
            .. PolicyFile().Matches(File.ReadAllText(DocumentPath)).Select(match => match.Groups["file"].Value).Distinct(),
        ];
        Assert.Contains("apis/birth-registry.json", files);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Samples.Bundled, file)), file));
    }

    [Fact]
    public void The_example_of_an_import_runs()
    {
        string line = File.ReadLines(DocumentPath).Single(text => text.StartsWith("authz import openapi ", StringComparison.Ordinal));
        List<string> arguments = [.. line.Split(' ').Skip(1), "--policies", Samples.Bundled];
        CliRun run = CliRun.Of(
            [.. arguments.Select(word => word.StartsWith("policies/", StringComparison.Ordinal) ? Path.Combine(Samples.Bundled, word["policies/".Length..]) : word)]);
        Assert.Equal(ExitCodes.Fine, run.ExitCode);
    }

    [GeneratedRegex(@"(?<![\w/])policies/(?<file>[\w/.-]+\.(yaml|json))")]
    private static partial Regex PolicyFile();

    private static string DocumentPath => TestCases.Path("..", "..", "docs", "cli.md");

    private static string[] ReadExamples() =>
    [
        .. File.ReadAllText(DocumentPath).Split(Fence)
            .Select(block => block.TrimStart('\n'))
            .Where(block => block.StartsWith(Prompt, StringComparison.Ordinal)),
    ];

    private static string Run(string commandLine)
    {
        List<string> arguments = [.. commandLine[Prompt.Length..].Split(' ')];
        if (arguments[0] == "explain")
        {
            arguments.AddRange(["--policies", "policies"]);
        }

        // The document's folder is that of a checkout's root; a test runs elsewhere.
        CliRun run = CliRun.Of([.. arguments.Select(word => word == "policies" ? Samples.Bundled : word)]);
        return $"{commandLine}\n{run.Output.Replace(Samples.Bundled, "policies", StringComparison.Ordinal)}";
    }
}
