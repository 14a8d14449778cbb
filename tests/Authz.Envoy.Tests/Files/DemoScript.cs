using System.Text.RegularExpressions;
using Authz.Testing;

namespace Authz.Envoy.Tests.Files;

/// <summary>What envoy/demo.sh starts, and where it puts the addresses of the configs.</summary>
internal sealed partial class DemoScript
{
    private readonly string text = File.ReadAllText(Repository.PathTo("envoy", "demo.sh"));

    /// <summary>Every process that it starts, by name.</summary>
    public IEnumerable<string> Servers => StartLine().Matches(text).Select(match => match.Groups["name"].Value);

    /// <summary>The addresses of one config that it moves to this machine, as `NAME:PORT`.</summary>
    public IEnumerable<string> AddressesOf(string config) => PlaceLine().Matches(text)
        .Where(match => match.Groups["config"].Value == config)
        .Select(match => match.Groups["address"].Value);

    [GeneratedRegex(@"^(service|start_application|start_envoy) (?<name>[a-z-]+) ", RegexOptions.Multiline)]
    private static partial Regex StartLine();

    [GeneratedRegex(@"^(?<config>[a-z]+) +(?<address>[a-z0-9.-]+:\d+) +\d+$", RegexOptions.Multiline)]
    private static partial Regex PlaceLine();
}
