using System.Text.Json.Nodes;
using Authz.Store.Journal;

namespace Authz.Cli.Tests;

/// <summary>The verbs about versions, on a journal that no service has.</summary>
public sealed class VersionCommandsTests : IDisposable
{
    private const string Allow = "apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {name: extra}\nspec: {identities: [{spiffe: \"spiffe://test.gov/bb/extra\"}]}\n";

    private readonly TemporaryFolder folder = new();

    public VersionCommandsTests()
    {
        Directory.CreateDirectory(Policies);
        File.Copy(Path.Combine(Samples.Of("shop"), "set.yaml"), folder.File("policies", "set.yaml"));
    }

    private string Policies => folder.File("policies");

    private string Data => folder.File("data");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_bad_version_is_published_seen_activated_and_taken_back()
    {
        JsonObject first = Ok("publish", Policies, "--message", "as agreed").Json;
        Assert.Equal((1, true), ((int?)first["number"], (bool?)first["new"]));
        Ok("activate", "1");
        File.WriteAllText(folder.File("policies", "extra.yaml"), Allow);

        JsonObject second = Ok("publish", Policies).Json;
        Assert.Equal("extra.yaml", (string?)Assert.Single(second["added"]!.AsArray()));
        Assert.Equal((string?)first["digest"], (string?)second["comparedWith"]);
        Assert.Equal(1, Active());
        Ok("activate", "2", "--reason", "looks good");
        Assert.Equal(2, Active());

        JsonObject rolledBack = Ok("rollback", "--by", "ministry", "--reason", "it was not").Json;
        Assert.Equal((1, 3, true), ((int?)rolledBack["number"], (int?)rolledBack["epoch"], (bool?)rolledBack["pinned"]));
        Assert.Contains("pinned", Run("versions").Output, StringComparison.Ordinal);
        Assert.Contains("do so first", Unusable("activate", "2"), StringComparison.Ordinal);
        Assert.False((bool?)Ok("unpin").Json["pinned"]);
        Assert.Equal(ExitCodes.Unusable, Run("unpin").ExitCode);
    }

    [Fact]
    public void Who_would_gain_or_lose_a_right_is_said_before_anything_is_in_force()
    {
        Ok("publish", Policies);
        Ok("activate", "1");
        string set = File.ReadAllText(folder.File("policies", "set.yaml"));
        string withoutTests = set[..set.LastIndexOf("---", StringComparison.Ordinal)];
        File.WriteAllText(
            folder.File("policies", "set.yaml"), withoutTests.Replace("operations: [read]", "operations: [list]", StringComparison.Ordinal));

        CliRun run = Run("publish", Policies);
        Assert.Contains("shop/goods list: GET /items\n  gain: customer\nshop/goods read: GET /items/{id}\n  lose: customer\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, Active());
    }

    [Fact]
    public void A_version_is_named_by_number_by_digest_or_as_the_active_one()
    {
        string digest = (string?)Ok("publish", Policies).Json["digest"] ?? "";
        Ok("activate", digest[..12]);

        Assert.Equal(digest, (string?)Ok("show", "active").Json["digest"]);
        Assert.Equal("set.yaml", (string?)Assert.Single(Ok("show", "1").Json["files"]!.AsArray())!["path"]);
        Assert.Equal(File.ReadAllText(folder.File("policies", "set.yaml")), Run("show", "1", "--file", "set.yaml").Output);
        Assert.Contains("there is no version 7", Unusable("show", "7"), StringComparison.Ordinal);
        Assert.Contains("no file `x.yaml`", Unusable("show", "1", "--file", "x.yaml"), StringComparison.Ordinal);
        Assert.Contains("no other version was in force before", Unusable("rollback"), StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_with_errors_are_not_kept()
    {
        File.WriteAllText(folder.File("policies", "broken.yaml"), "kind: [\n");
        CliRun run = Run("publish", Policies);

        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public void A_folder_that_is_not_as_its_lock_says_is_not_kept()
    {
        CliRun.Of("lock", Policies);
        File.AppendAllText(folder.File("policies", "set.yaml"), "# changed\n");

        CliRun run = Run("publish", Policies);

        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.Contains("AZ0723", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_was_damaged_is_not_activated()
    {
        Ok("publish", Policies);
        string content = Directory.EnumerateFiles(Path.Combine(JournalOptions.FolderIn(Data), "objects")).Single();
        File.AppendAllText(content, "# more\n");

        Assert.Contains("cannot be read", Unusable("activate", "1"), StringComparison.Ordinal);
        Ok("publish", Policies);
        Ok("activate", "1");
    }

    [Fact]
    public void A_right_is_revoked_and_lifted_again()
    {
        Ok("publish", Policies);
        Ok("activate", "1");

        Assert.Null(Ok("revoke", "--from", "customer", "--to", "shop/goods", "--reason", "breach").Json["problem"]);
        Assert.Equal("breach", (string?)Assert.Single(Ok("status").Json["revocations"]!.AsArray())!["reason"]);
        Assert.Equal(0, (int?)Ok("revoke", "--lift", "1").Json["inEffect"]);
        Assert.Contains("no revocation 1 is in effect", Unusable("revoke", "--lift", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_revocation_of_a_name_that_is_none_is_refused_unless_it_is_meant()
    {
        Ok("publish", Policies);
        Ok("activate", "1");

        Assert.Contains("did you mean `customer`?", Unusable("revoke", "--from", "custmer", "--to", "*"), StringComparison.Ordinal);
        Assert.Empty(Ok("status").Json["revocations"]!.AsArray());
        Assert.Contains("custmer", (string?)Ok("revoke", "--from", "custmer", "--to", "*", "--unknown-too").Json["problem"], StringComparison.Ordinal);
        Assert.Single(Ok("status").Json["revocations"]!.AsArray());
    }

    [Fact]
    public void Where_no_version_can_be_read_a_revocation_is_in_effect_and_told()
    {
        Ok("publish", Policies);
        Ok("activate", "1");
        File.AppendAllText(Directory.EnumerateFiles(Path.Combine(JournalOptions.FolderIn(Data), "objects")).Single(), "# more\n");

        CliRun run = Run("revoke", "--from", "custmer", "--to", "*");

        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.Contains("names were not looked up", run.Output, StringComparison.Ordinal);
        Assert.Single(Ok("status").Json["revocations"]!.AsArray());
    }

    [Fact]
    public void Somebody_else_than_its_author_approves_a_version()
    {
        Ok("publish", Policies, "--by", "ann");

        Assert.Contains("version 1 is yours", Unusable("approve", "1", "--by", "ann"), StringComparison.Ordinal);
        Assert.Equal("bob", (string?)Ok("approve", "1", "--by", "bob", "--comment", "read").Json["by"]);
        Assert.True((bool?)Ok("show", "1").Json["approved"]);
    }

    [Fact]
    public void A_journal_without_a_service_tells_what_the_next_one_has_in_force_and_one_with_a_service_is_not_asked()
    {
        Ok("publish", Policies);
        CliRun late = Run("wait", "1", "--format", "json");
        Assert.Equal((1, false), (late.ExitCode, (bool?)late.Json["everywhere"]));
        Ok("activate", "1");
        Assert.True((bool?)Ok("wait", "1").Json["everywhere"]);

        using var service = PolicyJournal.Open(new JournalOptions { Folder = JournalOptions.FolderIn(Data) });
        Assert.Contains("ask it by --server", Unusable("wait", "1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from", "a")]
    [InlineData("--to", "a")]
    [InlineData("--from", "a", "--to", "b", "--lift", "1")]
    [InlineData("--from", "a", "--lift", "1")]
    public void Half_a_revocation_is_refused(params string[] options)
    {
        Assert.Contains("takes --from and --to, or --lift alone", Unusable(["revoke", .. options]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public void A_journal_that_a_service_has_is_read_and_not_changed()
    {
        Ok("publish", Policies);
        using PolicyJournal service = PolicyJournal.Open(new JournalOptions { Folder = JournalOptions.FolderIn(Data) });

        Assert.Single(Ok("versions").Json["versions"]!.AsArray());
        Assert.Contains("stop the service", Unusable("activate", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_record_is_told_and_no_journal_is_no_empty_one()
    {
        Assert.Contains("there is no journal", Unusable("status"), StringComparison.Ordinal);
        Ok("publish", Policies);
        string record = Directory.EnumerateFiles(Path.Combine(JournalOptions.FolderIn(Data), "versions")).Single();
        File.AppendAllText(record, " ");

        CliRun run = Run("status");

        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.Contains($"damaged: {record}", run.Output, StringComparison.Ordinal);
    }

    private int? Active() => (int?)Ok("status").Json["number"];

    private CliRun Ok(params string[] arguments)
    {
        CliRun run = Run([.. arguments, "--format", "json"]);
        Assert.True(run.ExitCode == ExitCodes.Fine, run.Error + run.Output);
        return run;
    }

    private string Unusable(params string[] arguments)
    {
        CliRun run = Run(arguments);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        return run.Error;
    }

    private CliRun Run(params string[] arguments) => CliRun.Of([.. arguments, "--data", Data]);
}
