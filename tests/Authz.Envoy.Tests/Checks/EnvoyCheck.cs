using System.CommandLine;
using System.Text.Json.Nodes;
using Authz.Cli;

namespace Authz.Envoy.Tests.Checks;

/// <summary>`authz envoy check`, as a user runs it.</summary>
internal static class EnvoyCheck
{
    public static JsonArray Findings(string file, string? policies = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] arguments = ["envoy", "check", file, "--format", "json", .. policies is null ? [] : new[] { "--policies", policies }];
        AuthzCommand.Run(
            arguments,
            new CliHost(TimeProvider.System, UsesColour: false),
            new InvocationConfiguration { Output = output, Error = error });
        Assert.Equal("", error.ToString());
        return JsonNode.Parse(output.ToString())?["findings"]?.AsArray() ?? [];
    }
}
