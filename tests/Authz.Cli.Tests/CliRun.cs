using System.CommandLine;
using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Cli.Tests;

/// <summary>One run of the command in this process, with what it printed.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static DateTimeOffset Now { get; } = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    public static CliRun Of(params IReadOnlyList<string> arguments) => At(Now, arguments);

    public static CliRun At(DateTimeOffset now, params IReadOnlyList<string> arguments) =>
        Run(new CliHost(new ManualTimeProvider(now), UsesColour: false), arguments);

    public static CliRun InColour(params IReadOnlyList<string> arguments) =>
        Run(new CliHost(new ManualTimeProvider(Now), UsesColour: true), arguments);

    /// <summary>With these variables of the environment, and no others.</summary>
    public static CliRun With(IReadOnlyDictionary<string, string> variables, params IReadOnlyList<string> arguments) =>
        Run(new CliHost(new ManualTimeProvider(Now), UsesColour: false) { Variable = variables.GetValueOrDefault }, arguments);

    private static CliRun Run(CliHost host, IReadOnlyList<string> arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int exitCode = AuthzCommand.Run(
            arguments, host, new InvocationConfiguration { Output = output, Error = error });
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}
