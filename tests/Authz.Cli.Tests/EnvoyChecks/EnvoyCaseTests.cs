using Authz.Cli.EnvoyChecks;
using Authz.Testing.EnvoyConfigs;

namespace Authz.Cli.Tests.EnvoyChecks;

/// <summary>tests/cases/envoy-configs: a hardened configuration with one thing wrong, what is found, and that the mend mends it.</summary>
public sealed class EnvoyCaseTests
{
    public static TheoryData<string> Cases => [.. ConfigCase.Names];

    [Fact]
    public void The_frame_gives_no_finding_with_its_policies_or_without()
    {
        Assert.Equal("", EnvoyCheckRun.Describe(EnvoyCheckRun.Of(ConfigCase.Frame)));
        Assert.Equal("", EnvoyCheckRun.Describe(EnvoyCheckRun.Of(ConfigCase.Frame, EnvoyCheckRun.CasePolicies)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_wrong_is_found_where_it_stands(string name)
    {
        ConfigCase wrong = ConfigCase.Read(name);
        Assert.Equal(wrong.Findings, EnvoyCheckRun.Describe(Check(wrong, wrong.Config)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Doing_what_is_said_leaves_nothing_but_what_only_the_operator_can_know(string name)
    {
        ConfigCase wrong = ConfigCase.Read(name);
        string mended = ConfigMends.Apply(wrong.Config, config => EnvoyCheckRun.MendsOf(Check(wrong, config)));
        Assert.All(
            Check(wrong, mended).Findings.ToSorted(),
            finding => Assert.True(finding.Mend is null or { Kind: MendKind.Example }, finding.Message));
    }

    [Fact]
    public void Every_rule_has_a_case_that_raises_it() => Assert.Equal(
        EnvoyRules.All.Select(rule => rule.Descriptor.Id),
        ConfigCase.Names
            .SelectMany(name => ConfigCase.Read(name).Findings.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => line.Split(' ')[1])
            .Distinct()
            .Order(StringComparer.Ordinal));

    private static EnvoyReading Check(ConfigCase wrong, string config) =>
        EnvoyCheckRun.Of(config, wrong.HasPolicies ? EnvoyCheckRun.CasePolicies : null);
}
