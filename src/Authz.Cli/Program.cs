using System.CommandLine;
using Authz.Cli;

bool usesColour = CliHost.WantsColour(
    Console.IsOutputRedirected,
    Environment.GetEnvironmentVariable("TERM"),
    Environment.GetEnvironmentVariable("NO_COLOR"));
return AuthzCommand.Run(
    args, new CliHost(TimeProvider.System, usesColour) { Variable = Environment.GetEnvironmentVariable }, new InvocationConfiguration());
