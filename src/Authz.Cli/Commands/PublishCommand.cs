using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Reading;
using Authz.Cli.Versions;
using Authz.Policies;
using Authz.Policies.Analysis.Changes;
using Authz.Policies.Binding;
using Authz.Store.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz publish`: keeps the policies of a folder as a version, and says what it would change. It is not in force until it is activated.</summary>
internal static class PublishCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> directory = CommonSymbols.Directory();
        Option<string> data = VersionSymbols.Data();
        Option<string> by = VersionSymbols.By();
        Option<string> message = new("--message")
        {
            Description = "What the version is about",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        Option<string> format = CommonSymbols.Format();
        var command = new Command("publish", "Keep a folder of policies as a version, and say what it would change") { directory, data, by, message, format };
        command.SetAction(parsed =>
        {
            PolicyFolder folder = PolicyFolder.Read(parsed.GetRequiredValue(directory));
            Printer printer = Printer.Of(parsed, format, host);
            if (folder.Policies is not { } policies || !folder.LockFaults.IsEmpty)
            {
                ValidationReport.Print(printer, folder, [.. folder.Diagnostics, .. folder.LockFaults]);
                return folder.Policies is null ? folder.FailureCode : ExitCodes.Findings;
            }

            using VersionAccess access = VersionAccess.OpenToChange(parsed.GetRequiredValue(data), host);
            var note = new VersionNote(parsed.GetRequiredValue(by), parsed.GetRequiredValue(message));
            PublicationReport.Print(printer, Publish(access, folder, policies, note));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static Publication Publish(VersionAccess access, PolicyFolder folder, BoundPolicySet policies, VersionNote note)
    {
        RepositoryState before = access.State;
        VersionRecord? active = VersionReference.ActiveOf(before);
        VersionRecord version = VersionAccess.Wait(access.Repository.AddAsync(
            new NewVersion(
                folder.Sources,
                note,
                active?.Digest ?? before.Versions.FirstOrDefault()?.Digest,
                [.. folder.Diagnostics.Select(static diagnostic => diagnostic.ToString())]),
            CancellationToken.None));
        BoundPolicySet? former = active is null ? null : CompiledVersion.TryOf(access, active);
        return new Publication(
            version,
            IsNew: before.Find(version.Digest) is null,
            active,
            FileChanges.Between(SourcesOf(access, active), folder.Sources),
            former is null ? null : PolicyChanges.Between(former, policies),
            former is null ? null : RightsComparison.Between(former, policies));
    }

    private static SourceSet? SourcesOf(VersionAccess access, VersionRecord? version)
    {
        try
        {
            return version is null ? null : VersionAccess.Wait(access.Repository.ReadAsync(version, CancellationToken.None));
        }
        catch (RepositoryException)
        {
            return null;
        }
    }
}
