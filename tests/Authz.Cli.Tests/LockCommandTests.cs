using Authz.Store;

namespace Authz.Cli.Tests;

public sealed class LockCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_agrees_with_the_lock_that_was_written_for_it()
    {
        CopyShop();
        Assert.Equal(ExitCodes.Fine, CliRun.Of("lock", folder.Path).ExitCode);
        Assert.Empty(new FolderReader().Read(folder.Path).FaultsUnder(LockMode.Required));
        Assert.Equal(["policies.lock", "set.yaml"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_folder_that_was_changed_afterwards_does_not_validate_until_it_is_locked_again()
    {
        CopyShop();
        CliRun.Of("lock", folder.Path);
        File.AppendAllText(folder.File("set.yaml"), "# changed\n");
        CliRun changed = CliRun.Of("validate", folder.Path);
        Assert.Equal(ExitCodes.Findings, changed.ExitCode);
        Assert.Contains("`set.yaml` has other bytes than the lock says", changed.Output);
        CliRun.Of("lock", folder.Path);
        Assert.Equal(ExitCodes.Fine, CliRun.Of("validate", folder.Path).ExitCode);
    }

    [Fact]
    public void Tests_run_on_a_folder_that_is_not_locked_again_yet_and_say_that_it_is_not()
    {
        CopyShop();
        Assert.Null(CliRun.Of("test", folder.Path, "--format", "json").Json["lockMatches"]);
        CliRun.Of("lock", folder.Path);
        Assert.DoesNotContain("policies.lock", CliRun.Of("test", folder.Path).Output);
        Assert.True((bool?)CliRun.Of("test", folder.Path, "--format", "json").Json["lockMatches"]);
        File.AppendAllText(folder.File("set.yaml"), "# changed\n");
        CliRun changed = CliRun.Of("test", folder.Path);
        Assert.Equal(ExitCodes.Fine, changed.ExitCode);
        Assert.Contains("warning: the folder differs from its `policies.lock`", changed.Output);
        Assert.False((bool?)CliRun.Of("test", folder.Path, "--format", "json").Json["lockMatches"]);
    }

    [Fact]
    public void What_differs_from_the_lock_is_sorted_in_with_other_findings()
    {
        CopyShop();
        CliRun.Of("lock", folder.Path);
        File.AppendAllText(folder.File("set.yaml"), "# changed\n");
        File.WriteAllText(folder.File("z.yaml"), "kind: [\n");
        IEnumerable<string?> files = CliRun.Of("validate", folder.Path, "--format", "json").Json["diagnostics"]!.AsArray()
            .Select(diagnostic => Path.GetFileName((string?)diagnostic!["file"]));
        Assert.Equal(["policies.lock", "z.yaml", "z.yaml"], files);
    }

    [Fact]
    public void Policies_with_errors_are_not_locked()
    {
        File.Copy(Path.Combine(Samples.Of("broken"), "policy.yaml"), folder.File("policy.yaml"));
        Assert.Equal(ExitCodes.Findings, CliRun.Of("lock", folder.Path).ExitCode);
        Assert.False(File.Exists(folder.File("policies.lock")));
    }

    [Fact]
    public void The_digest_of_the_version_is_printed()
    {
        CopyShop();
        string digest = new FolderReader().Read(folder.Path).Manifest.Digest.Hex;
        Assert.Equal(digest, (string?)CliRun.Of("lock", folder.Path, "--format", "json").Json["digest"]);
        Assert.Contains(digest[..12], CliRun.Of("lock", folder.Path).Output);
    }

    [Fact]
    public void An_empty_folder_is_not_locked()
    {
        CliRun run = CliRun.Of("lock", folder.Path);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("AZ0701", run.Output);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void Files_without_a_building_block_are_not_locked()
    {
        File.WriteAllText(folder.File("blank.yaml"), "# nothing\n");
        CliRun run = CliRun.Of("lock", folder.Path);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("declare no building block", run.Error);
    }

    private void CopyShop() => File.Copy(Path.Combine(Samples.Of("shop"), "set.yaml"), folder.File("set.yaml"));
}
