using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;
using Authz.Policies;
using Authz.Store.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz show`: one version, or one file of it.</summary>
internal static class ShowCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> version = VersionSymbols.Version();
        Option<string> data = VersionSymbols.Data();
        Option<string?> file = new("--file") { Description = "Print this file of the version, and nothing else", HelpName = "PATH" };
        Option<string> format = CommonSymbols.Format();
        var command = new Command("show", "Say what a version is made of, and when it was in force") { version, data, file, format };
        command.SetAction(parsed =>
        {
            using VersionAccess access = VersionAccess.OpenToRead(parsed.GetRequiredValue(data), host);
            VersionRecord record = VersionReference.Find(access.State, parsed.GetRequiredValue(version));
            if (parsed.GetValue(file) is { } path)
            {
                parsed.InvocationConfiguration.Output.Write(TextOf(access, record, path));
            }
            else
            {
                VersionReport.Print(Printer.Of(parsed, format, host), access.State, record);
            }

            return ExitCodes.Fine;
        });
        return command;
    }

    private static string TextOf(VersionAccess access, VersionRecord version, string path)
    {
        SourceSet sources = VersionAccess.Wait(access.Repository.ReadAsync(version, CancellationToken.None));
        return sources.Files.TryGetValue(path, out ReadOnlyMemory<byte> content)
            ? System.Text.Encoding.UTF8.GetString(content.Span)
            : throw new InputException($"version {version.Number} has no file `{path}`; `authz show {version.Number}` lists all");
    }
}
