using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz show`: one version, or one file of it.</summary>
internal static class ShowCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> version = VersionSymbols.Version();
        Option<string?> file = new("--file") { Description = "Print this file of the version, and nothing else", HelpName = "PATH" };
        Option<string> format = CommonSymbols.Format();
        var command = new Command("show", "Say what a version is made of, and when it was in force") { version, file };
        AccessOptions where = AccessOptions.ToRead(command);
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            using IVersionAccess access = where.Open(parsed, host);
            string reference = parsed.GetRequiredValue(version);
            if (parsed.GetValue(file) is { } path)
            {
                parsed.InvocationConfiguration.Output.Write(access.ReadFile(reference, path));
            }
            else
            {
                VersionReport.Print(Printer.Of(parsed, format, host), access.Show(reference));
            }

            return ExitCodes.Fine;
        });
        return command;
    }
}
