using System.CommandLine;

namespace Authz.Cli.Commands;

/// <summary>`authz envoy`: about the proxies that ask.</summary>
internal static class EnvoyCommand
{
    public static Command Create(CliHost host) =>
        new("envoy", "Look at the configurations of security servers") { EnvoyCheckCommand.Create(host) };
}
