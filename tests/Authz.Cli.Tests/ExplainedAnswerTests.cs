using System.Text.Json.Nodes;

namespace Authz.Cli.Tests;

/// <summary>What `explain` says of a rule's `onAllow`.</summary>
public sealed class ExplainedAnswerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ExplainedAnswerTests() => File.WriteAllText(folder.File("set.yaml"),
        """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: shop}
        spec:
          services:
            - {name: goods, basePath: /goods, hosts: [shop.test.gov]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: everyone}
        spec:
          legalBasis: Trade Act §1
          subjects: [{anonymous: true}]
          resources: [{buildingBlock: shop, service: goods}]
          rules:
            - name: read
              effect: allow
              methods: [GET]
              paths: [/items]
              onAllow:
                headers: {set: {x-basis: trade}, remove: [authorization]}
                query: {remove: [debug]}
            - name: write
              effect: allow
              methods: [PUT]
              paths: [/items]
        """);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_allow_says_what_its_rule_changes() => Assert.Contains(
        "   changes    sets header `x-basis=trade`; removes header `authorization`; removes query `debug`\n",
        Explain("GET").Output);

    [Fact]
    public void Json_has_each_change_in_its_list()
    {
        JsonNode answer = Explain("GET", "--format", "json").Json["onAllow"]!;
        JsonNode header = Assert.Single(answer["setHeaders"]!.AsArray())!;
        Assert.Equal(("x-basis", "trade"), ((string?)header["name"], (string?)header["value"]));
        Assert.Equal("authorization", (string?)Assert.Single(answer["removeHeaders"]!.AsArray()));
        Assert.Equal("debug", (string?)Assert.Single(answer["removeQuery"]!.AsArray()));
        Assert.Empty(answer["setQuery"]!.AsArray());
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public void Where_no_rule_changes_anything_nothing_is_said(string method)
    {
        Assert.DoesNotContain("changes", Explain(method).Output);
        Assert.Null(Explain(method, "--format", "json").Json["onAllow"]);
    }

    private CliRun Explain(string method, params string[] options) =>
        CliRun.Of(["explain", "--to", "shop", "--method", method, "--path", "/items", "--policies", folder.Path, .. options]);
}
