using System.Text.Json.Nodes;

namespace Authz.Cli.Tests;

public sealed class AuthzCommandTests
{
    private static readonly string[] question =
        ["explain", "--to", "shop/goods", "--path", "/items/7", "--policies", Samples.Of("shop")];

    [Theory]
    [InlineData("validate", "shop", ExitCodes.Fine)]
    [InlineData("validate", "broken", ExitCodes.Findings)]
    [InlineData("test", "shop", ExitCodes.Fine)]
    [InlineData("test", "failing", ExitCodes.Findings)]
    [InlineData("test", "broken", ExitCodes.Findings)]
    [InlineData("test", "identities", ExitCodes.Unusable)]
    [InlineData("validate", "no-such-folder", ExitCodes.Unusable)]
    [InlineData("test", "no-such-folder", ExitCodes.Unusable)]
    public void The_exit_code_says_how_it_went(string verb, string policies, int exitCode)
    {
        CliRun asText = CliRun.Of(verb, Samples.Of(policies));
        CliRun asJson = CliRun.Of(verb, Samples.Of(policies), "--format", "json");
        Assert.Equal((exitCode, exitCode), (asText.ExitCode, asJson.ExitCode));
    }

    [Fact]
    public void Strict_counts_the_operations_that_were_asked_for()
    {
        Assert.Equal(ExitCodes.Fine, CliRun.Of("validate", Samples.Of("shop"), "--strict").ExitCode);
        Assert.Equal(ExitCodes.Findings, CliRun.Of("validate", Samples.Of("shop"), "--strict", "--operations").ExitCode);
    }

    [Theory]
    [InlineData("customer", ExitCodes.Fine)]
    [InlineData("shop", ExitCodes.Findings)]
    [InlineData("nobody", ExitCodes.Unusable)]
    public void Explain_exits_by_its_verdict(string from, int exitCode) =>
        Assert.Equal(exitCode, CliRun.Of([.. question, "--from", from]).ExitCode);

    [Fact]
    public void Explain_takes_broken_policies_for_no_verdict()
    {
        CliRun run = CliRun.Of("explain", "--to", "a/b", "--path", "/", "--policies", Samples.Of("broken"));
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("error[AZ", run.Output);
    }

    [Theory]
    [InlineData()]
    [InlineData("vaildate")]
    [InlineData("explain")]
    [InlineData("validate", "--format", "xml")]
    [InlineData("validate", "a", "b")]
    [InlineData("test", "--filter")]
    public void A_command_line_that_makes_no_sense_is_told_apart_from_findings(params string[] arguments)
    {
        CliRun run = CliRun.Of(arguments);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("--help", run.Error);
    }

    [Theory]
    [InlineData("--host", "shop.test.gov", "--method", "GET", "--time", "2026-07-01T12:00:00Z")]
    [InlineData("--header", "x-purpose: care", "--header", "x-empty:")]
    [InlineData("--host", "SHOP.test.gov:8443")]
    public void Explain_takes_a_whole_request(params string[] options) =>
        Assert.Equal(ExitCodes.Fine, CliRun.Of([.. question, "--from", "customer", .. options]).ExitCode);

    [Theory]
    [InlineData("--header", "no colon")]
    [InlineData("--header", ": no name")]
    [InlineData("--time", "tomorrow")]
    [InlineData("--raw-path", "/goods/items/7")]
    public void Explain_refuses_what_is_no_request(params string[] options) =>
        Assert.Equal(ExitCodes.Unusable, CliRun.Of([.. question, .. options]).ExitCode);

    [Fact]
    public void Explain_takes_headers_into_account()
    {
        CliRun run = CliRun.Of([.. question, "--from", "customer", "--header", "x-http-method-override: DELETE"]);
        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.Contains("(method_override)", run.Output);
    }

    [Fact]
    public void Explain_takes_a_block_with_one_service_by_its_name()
    {
        CliRun run = CliRun.Of(
            "explain", "--from", "customer", "--to", "shop", "--path", "/items/7", "--policies", Samples.Of("shop"));
        Assert.Equal(ExitCodes.Fine, run.ExitCode);
    }

    [Fact]
    public void Explain_names_the_services_of_a_block_that_has_several()
    {
        CliRun run = CliRun.Of("explain", "--to", "citizen-id", "--path", "/", "--policies", Samples.Bundled);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("citizen-id/identity, citizen-id/population", run.Error);
    }

    [Fact]
    public void A_filter_picks_cases_by_test_and_name_in_any_case()
    {
        JsonObject report = CliRun.Of("test", Samples.Of("failing"), "--filter", "SHOPPING/a customer", "--format", "json").Json;
        Assert.Equal(2, (int)report["cases"]!);
    }

    [Fact]
    public void A_filter_that_picks_nothing_does_not_pass()
    {
        CliRun run = CliRun.Of("test", Samples.Of("shop"), "--filter", "nothing like it");
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("no test case matches `nothing like it`", run.Error);
    }

    [Fact]
    public void Json_has_each_diagnostic_with_its_place()
    {
        JsonObject report = CliRun.Of("validate", Samples.Of("broken"), "--format", "json").Json;
        Assert.False((bool)report["valid"]!);
        JsonNode first = report["diagnostics"]![0]!;
        Assert.Equal("error", (string?)first["severity"]);
        Assert.StartsWith("AZ", (string?)first["id"]);
        Assert.Equal(Path.Combine(Samples.Of("broken"), "policy.yaml"), (string?)first["file"]);
        Assert.True((int)first["line"]! > 1);
    }

    [Fact]
    public void Json_has_what_a_case_expected_and_what_came_of_it()
    {
        JsonObject report = CliRun.Of("test", Samples.Of("failing"), "--format", "json").Json;
        JsonNode failed = report["results"]!.AsArray().First(result => !(bool)result!["passed"]!)!;
        Assert.Equal("allow", (string?)failed["expected"]!["decision"]);
        Assert.Equal("deny", (string?)failed["actual"]!["decision"]);
        Assert.Equal("no_rule", (string?)failed["actual"]!["reason"]);
        Assert.Equal("shop/goods", (string?)failed["actual"]!["service"]);
    }

    [Fact]
    public void Json_has_each_rule_with_what_it_missed()
    {
        JsonObject report = CliRun.Of([.. question, "--from", "customer", "--format", "json"]).Json;
        Assert.Equal("allow", (string?)report["decision"]);
        Assert.Equal("customers-read/read", (string?)report["rules"]![0]!["rule"]);
        Assert.True((bool)report["rules"]![0]!["matched"]!);
        Assert.Equal("path", (string?)report["rules"]![1]!["misses"]![0]!["aspect"]);
    }

    [Fact]
    public void Colour_is_there_only_when_it_is_wanted()
    {
        Assert.Contains("\e[", CliRun.InColour("validate", Samples.Of("broken")).Output);
        Assert.DoesNotContain("\e[", CliRun.Of("validate", Samples.Of("broken")).Output);
        Assert.DoesNotContain("\e[", CliRun.InColour("validate", Samples.Of("broken"), "--format", "json").Output);
        Assert.DoesNotContain("\e[", CliRun.InColour("validate", Samples.Of("broken"), "--no-colour").Output);
        Assert.DoesNotContain("\e[", CliRun.InColour("--no-color", "explain-code", "AZ0101").Output);
    }
}
