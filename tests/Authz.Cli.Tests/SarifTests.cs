using System.Text.Json.Nodes;
using Authz.Cli.Reference;

namespace Authz.Cli.Tests;

/// <summary>What SARIF 2.1.0 asks for, and what code hosts make use of.</summary>
public sealed class SarifTests
{
    private static readonly string[] levels = ["error", "warning"];

    [Fact]
    public void A_log_says_its_version_its_tool_and_how_columns_are_counted()
    {
        CliRun run = CliRun.Of("validate", Samples.Of("clash"), "--format", "sarif");

        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.Equal("2.1.0", (string?)run.Json["version"]);
        Assert.EndsWith("sarif-schema-2.1.0.json", (string?)run.Json["$schema"]);
        JsonObject only = RunOf(run);
        Assert.Equal("utf16CodeUnits", (string?)only["columnKind"]);
        Assert.Equal("authz", (string?)only["tool"]!["driver"]!["name"]);
    }

    [Fact]
    public void Every_result_has_a_rule_with_help_a_message_and_a_region_from_one_on()
    {
        JsonObject only = RunOf(CliRun.Of("validate", Samples.Of("clash"), "--format", "sarif"));
        JsonArray rules = only["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.NotEmpty(only["results"]!.AsArray());
        Assert.All(only["results"]!.AsArray(), result =>
        {
            JsonObject rule = rules[(int)result!["ruleIndex"]!]!.AsObject();
            Assert.Equal((string?)result["ruleId"], (string?)rule["id"]);
            Assert.Contains((string?)result["level"], levels);
            Assert.Equal((string?)result["level"], (string?)rule["defaultConfiguration"]!["level"]);
            Assert.Equal(DiagnosticReference.Find((string)rule["id"]!)!.Markdown, (string?)rule["help"]!["markdown"]);
            Assert.DoesNotContain("```", (string?)rule["help"]!["text"]);
            Assert.NotEqual("", (string?)rule["shortDescription"]!["text"]);
            Assert.NotEqual("", (string?)result["message"]!["text"]);
            JsonNode region = Assert.Single(result["locations"]!.AsArray())!["physicalLocation"]!["region"]!;
            (int, int) start = ((int)region["startLine"]!, (int)region["startColumn"]!);
            (int, int) end = ((int)region["endLine"]!, (int)region["endColumn"]!);
            Assert.True(start.CompareTo((1, 1)) >= 0 && end.CompareTo(start) >= 0);
        });
    }

    [Fact]
    public void The_region_of_a_name_is_the_name()
    {
        JsonNode region = Result("AZ0111")["locations"]![0]!["physicalLocation"]!["region"]!;
        Assert.Equal(
            (5, 21, 5, 25),
            ((int)region["startLine"]!, (int)region["startColumn"]!, (int)region["endLine"]!, (int)region["endColumn"]!));
    }

    [Fact]
    public void The_other_of_two_that_clash_is_a_related_location()
    {
        JsonNode other = Assert.Single(Result("AZ0212")["relatedLocations"]!.AsArray())!;
        Assert.Equal(1, (int)other["id"]!);
        Assert.NotEqual("", (string?)other["message"]!["text"]);
        JsonNode related = other["physicalLocation"]!;
        Assert.Equal(11, (int)related["region"]!["startLine"]!);
        Assert.EndsWith("/clash/set.yaml", (string?)related["artifactLocation"]!["uri"]);
    }

    [Fact]
    public void A_file_is_named_by_a_uri()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a b#1.yaml"), "apiVersion: authz/v1\nkind: Group\n");
        JsonObject only = RunOf(CliRun.Of("validate", folder.Path, "--format", "sarif"));
        JsonNode place = only["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!;
        Assert.EndsWith("/a%20b%231.yaml", (string?)place["uri"]);
        Assert.StartsWith("file:///", (string?)place["uri"]);
    }

    [Theory]
    [InlineData("./no-such-folder", "no-such-folder")]
    [InlineData("no/./such//folder/", "no/such/folder")]
    [InlineData("../no such", "../no%20such")]
    public void A_uri_has_no_dot_that_says_nothing(string directory, string uri)
    {
        JsonObject only = RunOf(CliRun.Of("validate", directory, "--format", "sarif"));
        Assert.Equal(uri, (string?)only["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
    }

    [Fact]
    public void What_is_said_of_a_whole_folder_has_no_region()
    {
        JsonObject only = RunOf(CliRun.Of("validate", "no-such-folder", "--format", "sarif"));
        JsonObject place = only["results"]![0]!["locations"]![0]!["physicalLocation"]!.AsObject();
        Assert.Equal("no-such-folder", (string?)place["artifactLocation"]!["uri"]);
        Assert.False(place.ContainsKey("region"));
    }

    [Fact]
    public void A_set_without_findings_has_no_results() =>
        Assert.Empty(RunOf(CliRun.Of("validate", Samples.Of("shop"), "--format", "sarif"))["results"]!.AsArray());

    private static JsonObject RunOf(CliRun run) => Assert.Single(run.Json["runs"]!.AsArray())!.AsObject();

    private static JsonNode Result(string id) =>
        RunOf(CliRun.Of("validate", Samples.Of("clash"), "--format", "sarif"))["results"]!.AsArray()
            .First(result => (string?)result!["ruleId"] == id)!;
}
