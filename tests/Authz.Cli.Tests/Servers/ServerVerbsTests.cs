using System.Text.Json.Nodes;

namespace Authz.Cli.Tests.Servers;

/// <summary>Each verb at a service that runs.</summary>
public sealed class ServerVerbsTests : IDisposable
{
    private const string Extra = "apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {name: extra}\nspec: {identities: [{spiffe: \"spiffe://test.gov/bb/extra\"}]}\n";

    private readonly TemporaryFolder folder = new();

    public ServerVerbsTests()
    {
        Directory.CreateDirectory(Policies);
        File.Copy(Path.Combine(Samples.Of("shop"), "set.yaml"), folder.File("policies", "set.yaml"));
    }

    private string Policies => folder.File("policies");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_version_goes_its_way_by_four_eyes_and_is_taken_back()
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder, fourEyes: true);
        JsonObject first = bench.Ok("author", "publish", Policies, "--message", "wie vereinbart, für alle").Json;
        Assert.Equal((1, true, null), ((int?)first["number"], (bool?)first["new"], (string?)first["comparedWith"]));
        Assert.Contains("is approved by approver: read it", Text(bench, "approver", "approve", "1", "--comment", "read it"), StringComparison.Ordinal);
        Assert.Contains("version 1 (", Text(bench, "author", "activate", "1", "--reason", "go"), StringComparison.Ordinal);

        File.WriteAllText(folder.File("policies", "extra.yaml"), Extra);
        JsonObject second = bench.Ok("author", "publish", Policies).Json;
        Assert.Equal("extra.yaml", (string?)Assert.Single(second["added"]!.AsArray()));
        Assert.Equal((string?)first["digest"], (string?)second["comparedWith"]);
        Assert.Contains("nobody but its author author has approved version 2", bench.Refused("author", "activate", "2"), StringComparison.Ordinal);
        bench.Ok("approver", "approve", "2");
        bench.Ok("author", "activate", "2");

        Assert.Equal((1, true), Active(bench.Ok("author", "rollback", "--reason", "it was not")));
        Assert.Contains("pinned", Text(bench, "viewer", "versions"), StringComparison.Ordinal);
        Assert.Contains("(409)", bench.Refused("author", "activate", "2"), StringComparison.Ordinal);
        Assert.Equal((1, false), Active(bench.Ok("author", "unpin", "--reason", "mended")));
        Assert.Contains("nothing is pinned", bench.Refused("author", "unpin"), StringComparison.Ordinal);

        JsonObject shown = bench.Ok("viewer", "show", "active").Json;
        Assert.Equal("wie vereinbart, für alle", (string?)shown["message"]);
        Assert.Equal(3, shown["activations"]!.AsArray().Count);
        Assert.Equal("read it", (string?)Assert.Single(shown["approvals"]!.AsArray())!["comment"]);
        Assert.Equal(File.ReadAllText(folder.File("policies", "set.yaml")), bench.Run("viewer", "show", "1", "--file", "set.yaml").Output);
    }

    [Fact]
    public async Task Who_would_gain_or_lose_a_right_is_said_as_for_a_journal()
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder);
        bench.Ok("author", "publish", Policies);
        bench.Ok("author", "activate", "1");
        string set = File.ReadAllText(folder.File("policies", "set.yaml"));
        string withoutTests = set[..set.LastIndexOf("---", StringComparison.Ordinal)];
        File.WriteAllText(
            folder.File("policies", "set.yaml"), withoutTests.Replace("operations: [read]", "operations: [list]", StringComparison.Ordinal));

        Assert.Contains(
            "shop/goods list: GET /items\n  gain: customer\nshop/goods read: GET /items/{id}\n  lose: customer\n",
            Text(bench, "author", "publish", Policies),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_is_revoked_and_lifted_and_a_name_that_is_none_is_refused()
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder);
        bench.Ok("author", "publish", Policies);
        bench.Ok("author", "activate", "1");

        Assert.Null(bench.Ok("author", "revoke", "--from", "customer", "--to", "shop/goods", "--reason", "breach").Json["problem"]);
        string refused = bench.Refused("author", "revoke", "--from", "custmer", "--to", "*");
        Assert.Contains("(422)", refused, StringComparison.Ordinal);
        Assert.Contains("did you mean `customer`?", refused, StringComparison.Ordinal);
        Assert.Contains("warning: ", Text(bench, "author", "revoke", "--from", "custmer", "--to", "*", "--unknown-too"), StringComparison.Ordinal);
        Assert.Equal(2, bench.Ok("viewer", "status").Json["revocations"]!.AsArray().Count);
        Assert.Contains("(403)", bench.Refused("author", "revoke", "--lift", "1"), StringComparison.Ordinal);
        Assert.Equal(1, (int?)bench.Ok("approver", "revoke", "--lift", "1", "--reason", "new key & lock").Json["inEffect"]);
        Assert.Contains("no revocation 1 is in effect", bench.Refused("approver", "revoke", "--lift", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_hears_whether_every_replica_has_it()
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder);
        bench.Ok("author", "publish", Policies);
        bench.Ok("author", "activate", "1");

        Assert.Contains("is in force on the one replica", Text(bench, "viewer", "wait"), StringComparison.Ordinal);
        bench.Follows = false;
        CliRun late = bench.Run("viewer", "wait", "1", "--timeout", "0");
        Assert.Equal(ExitCodes.Findings, late.ExitCode);
        Assert.Contains("not in force on 1 of 1 replica after 0 seconds:\n  here  no version, seen 0 s ago\n", late.Output, StringComparison.Ordinal);
        CliRun status = bench.Run("viewer", "status");
        Assert.Equal(ExitCodes.Findings, status.ExitCode);
        Assert.Contains("the service is not ready, one pair of eyes\nnotice: as tested\nreplica  here  no version", status.Output, StringComparison.Ordinal);
    }

    /// <summary>What a script reads is called the same, wherever it comes from.</summary>
    [Fact]
    public async Task A_service_and_a_journal_print_the_same_names()
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder);
        string[][] verbs =
        [
            ["publish", Policies],
            ["approve", "1"],
            ["activate", "1"],
            ["publish", Policies],
            ["revoke", "--from", "customer", "--to", "*"],
            ["versions"],
            ["show", "1"],
            ["status"],
            ["revoke", "--lift", "1"],
        ];
        foreach (string[] verb in verbs)
        {
            string[] by = verb[0] is "versions" or "show" or "status" ? [] : ["--by", verb[0] == "approve" ? "ann" : "bob"];
            CliRun local = CliRun.Of([.. verb, .. by, "--data", folder.File("local"), "--format", "json"]);
            Assert.True(local.ExitCode == ExitCodes.Fine, local.Error);
            Assert.Equal(NamesOf(local.Json), NamesOf(bench.Ok(verb[0] is "approve" or "revoke" ? "approver" : "author", verb).Json));
        }
    }

    private static string Text(ServerBench bench, string caller, params IReadOnlyList<string> arguments)
    {
        CliRun run = bench.Run(caller, arguments);
        Assert.True(run.ExitCode == ExitCodes.Fine, run.Error + run.Output);
        return run.Output;
    }

    private static (int? Number, bool? IsPinned) Active(CliRun run) => ((int?)run.Json["number"], (bool?)run.Json["pinned"]);

    // What only a service knows has a member of its own.
    private static string NamesOf(JsonNode? node) => node switch
    {
        JsonObject members => $"{{{string.Join(", ", members.Where(static member => member.Key != "server").Select(static member => $"{member.Key}: {NamesOf(member.Value)}"))}}}",
        JsonArray items => $"[{string.Join(", ", items.Select(NamesOf).Distinct())}]",
        _ => node is null ? "null" : node.GetValueKind().ToString(),
    };
}
