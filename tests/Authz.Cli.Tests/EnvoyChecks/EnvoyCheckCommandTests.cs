using System.Text;
using System.Text.Json.Nodes;
using Authz.Cli.EnvoyChecks;
using Authz.Testing.EnvoyConfigs;

namespace Authz.Cli.Tests.EnvoyChecks;

/// <summary>`authz envoy check`: its exit codes, its formats, and files that are none.</summary>
public sealed class EnvoyCheckCommandTests : IDisposable
{
    private const string Router =
        "{name: r, typed_config: {\"@type\": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-envoy-check-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("no-filter", ExitCodes.Findings, ExitCodes.Findings)]
    [InlineData("host-forms", ExitCodes.Fine, ExitCodes.Findings)]
    [InlineData("defaults", ExitCodes.Fine, ExitCodes.Fine)]
    [InlineData("no-listeners", ExitCodes.Unusable, ExitCodes.Unusable)]
    [InlineData("host-off-route-on", ExitCodes.Fine, ExitCodes.Fine)]
    public void An_error_is_a_finding_a_warning_only_where_it_is_asked_for_and_nothing_to_check_is_unusable(
        string name, int expected, int strict)
    {
        string file = Write(ConfigCase.Read(name).Config);
        Assert.Equal(expected, CliRun.Of("envoy", "check", file).ExitCode);
        Assert.Equal(strict, CliRun.Of("envoy", "check", file, "--strict").ExitCode);
    }

    [Fact]
    public void A_file_that_is_not_there_is_unusable()
    {
        CliRun run = CliRun.Of("envoy", "check", Path.Combine(folder.FullName, "none.yaml"));
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("there is no file", run.Error);
    }

    [Fact]
    public void Policies_with_errors_are_told_and_the_file_is_not_judged()
    {
        string policies = folder.CreateSubdirectory("policies").FullName;
        File.WriteAllText(Path.Combine(policies, "set.yaml"), "apiVersion: authz/v1\nkind: Nothing\n");
        CliRun run = CliRun.Of("envoy", "check", Write(ConfigCase.Frame), "--policies", policies);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("AZ0", run.Output);
    }

    [Fact]
    public void A_finding_in_JSON_says_where_it_is_why_it_matters_and_what_to_do()
    {
        JsonObject json = CliRun.Of("envoy", "check", Write(ConfigCase.Read("underscores").Config), "--format", "json").Json;
        JsonNode finding = Assert.Single(json["findings"]!.AsArray())!;
        Assert.Equal("EC0121", (string?)finding["id"]);
        Assert.EndsWith(".typed_config.common_http_protocol_options.headers_with_underscores_action", (string?)finding["path"]);
        Assert.Equal("set", (string?)finding["mend"]!["action"]);
        Assert.Equal("common_http_protocol_options:\n  headers_with_underscores_action: REJECT_REQUEST", (string?)finding["mend"]!["yaml"]);
        Assert.Equal(false, (bool?)json["valid"]);
    }

    [Fact]
    public void A_finding_in_SARIF_has_its_level_its_region_and_its_rule()
    {
        JsonObject sarif = CliRun.Of("envoy", "check", Write(ConfigCase.Read("own-answers").Config), "--format", "sarif").Json;
        JsonNode result = sarif["runs"]![0]!["results"]![0]!;
        Assert.Equal("EC0111", (string?)result["ruleId"]);
        Assert.Equal("note", (string?)result["level"]);
        Assert.NotNull(result["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]);
    }

    [Fact]
    public void The_mend_in_text_can_be_pasted_line_by_line()
    {
        CliRun run = CliRun.Of("envoy", "check", Write(ConfigCase.Read("connection-not-asked").Config));
        Assert.Contains("= why: whoever can connect may use the service", run.Output);
        Assert.Contains("    - name: envoy.filters.network.ext_authz\n", run.Output);
        Assert.Contains("      typed_config:\n", run.Output);
        Assert.Contains("1 error, 0 warnings, 0 notes; looked at 2 listeners", run.Output);
    }

    [Theory]
    [InlineData("a: [", "AZ0003")]
    [InlineData("{\"a\": ", "AZ0003")]
    [InlineData("a: *b", "AZ0008")]
    [InlineData("<<: {a: b}", "AZ0010")]
    [InlineData("a: 1\na: 2", "AZ0007")]
    [InlineData("a: \u0001", "AZ0002")]
    public void A_file_that_cannot_be_read_is_told_with_its_place(string text, string id)
    {
        EnvoyReading reading = EnvoyCheckRun.Of(text);
        Assert.Contains(reading.Faults, fault => fault.Id == id);
        Assert.True(reading.IsUnusable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("text")]
    [InlineData("[]")]
    [InlineData("[1, [2], {}]")]
    [InlineData("{}")]
    [InlineData("static_resources: 7")]
    [InlineData("configs: [1, null, {bootstrap: []}]")]
    [InlineData("resources: [{\"@type\": [x]}]")]
    public void A_file_without_a_configuration_is_no_configuration(string text)
    {
        EnvoyReading reading = EnvoyCheckRun.Of(text);
        Assert.True(reading.IsUnusable);
        Assert.Contains("EC0001", EnvoyCheckRun.Ids(reading));
    }

    [Theory]
    [InlineData("{\"@type\": type.googleapis.com/envoy.config.listener.v3.Listener, name: a, api_listener: {api_listener: HCM}}")]
    [InlineData("resources: [HCM]")]
    [InlineData("resources: [{name: a, resource: HCM}]")]
    [InlineData("[HCM]")]
    [InlineData("configs: [{dynamic_listeners: [{active_state: {listener: {filter_chains: [{filters: [{typed_config: HCM}]}]}}}]}]")]
    [InlineData("static_resources: {listeners: [{default_filter_chain: {filters: [{typed_config: HCM}]}}]}")]
    public void Wherever_a_connection_manager_stands_it_is_looked_at(string text)
    {
        const string manager = "{\"@type\": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager, "
            + $"http_filters: [{Router}], route_config: {{virtual_hosts: [{{name: a, domains: [a], routes: [{{route: {{cluster: a}}}}]}}]}}}}";
        Assert.Contains("EC0101", EnvoyCheckRun.Ids(EnvoyCheckRun.Of(text.Replace("HCM", manager, StringComparison.Ordinal))));
    }

    [Fact]
    public void Routes_of_a_dump_are_found_by_their_name()
    {
        const string text = "configs:\n- dynamic_listeners:\n  - active_state:\n      listener:\n        filter_chains:\n        - filters:\n          - typed_config:\n"
            + "              \"@type\": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n"
            + "              rds: {route_config_name: r}\n"
            + "- dynamic_route_configs:\n  - route_config: {name: r, virtual_hosts: [{domains: [\"*\"], routes: [{route: {cluster: a}}]}]}\n";
        IReadOnlyList<string> ids = EnvoyCheckRun.Ids(EnvoyCheckRun.Of(text));
        Assert.Contains("EC0118", ids);
        Assert.DoesNotContain("EC0002", ids);
    }

    [Fact]
    public void Findings_are_kept_to_a_limit_and_the_others_are_counted()
    {
        Assert.Equal(0, Routes(EnvoyFindings.KeptMax).Findings.LeftOut);
        EnvoyReading more = Routes(EnvoyFindings.KeptMax + 1);
        Assert.Equal(1, more.Findings.LeftOut);
        Assert.Equal(EnvoyFindings.KeptMax, more.Findings.ToSorted().Length);
    }

    // A fragment: each route without a binding is one error.
    private static EnvoyReading Routes(int count)
    {
        var text = new StringBuilder("virtual_hosts:\n- domains: [a]\n  routes:\n");
        for (int i = 0; i < count; i++)
        {
            text.Append("  - {match: {path: /a}, route: {cluster: a}}\n");
        }

        return EnvoyCheckRun.Of(text.ToString());
    }

    private string Write(string config)
    {
        string file = Path.Combine(folder.FullName, "envoy.yaml");
        File.WriteAllText(file, config);
        return file;
    }
}
