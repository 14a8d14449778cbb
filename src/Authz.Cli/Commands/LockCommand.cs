using System.CommandLine;
using System.Text.Json.Nodes;
using Authz.Cli.Output;
using Authz.Cli.Reading;
using Authz.Store;

namespace Authz.Cli.Commands;

/// <summary>`authz lock`: writes which files, with which digests, make up the set.</summary>
internal static class LockCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> directory = CommonSymbols.Directory();
        Option<string> format = CommonSymbols.Format();
        var command = new Command(
            "lock", $"Write {PolicyLock.FileName}; the service then takes the folder only when it matches exactly")
        {
            directory,
            format,
        };
        command.SetAction(parsed =>
        {
            PolicyFolder folder = PolicyFolder.Read(parsed.GetRequiredValue(directory));
            Printer printer = Printer.Of(parsed, format, host);
            if (folder.Policies is null)
            {
                // A lock says that the set is meant to go live.
                ValidationReport.Print(printer, folder);
                return folder.FailureCode;
            }

            string file = Path.Combine(folder.Directory, PolicyLock.FileName);
            WholeFile.Write(file, PolicyLock.Write(folder.Sources), isSecret: false);
            Print(printer, file, folder);
            return ExitCodes.Fine;
        });
        return command;
    }

    private static void Print(Printer printer, string file, PolicyFolder folder)
    {
        int files = folder.Sources.Files.Count;
        string digest = folder.Listing.Manifest.Digest.Hex;
        printer.Print(
            (output, paint) => output.WriteLine(
                $"{file}: {Count.Of(files, "file")}, version {paint.Strong(folder.Listing.Manifest.Digest.ShortHex)}"),
            () => new JsonObject { ["lock"] = file, ["files"] = files, ["digest"] = digest });
    }
}
