using System.CommandLine;
using Authz.Cli;

bool isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
bool wantsColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
var host = new CliHost(TimeProvider.System, isTerminal && wantsColour);
return AuthzCommand.Run(args, host, new InvocationConfiguration());
