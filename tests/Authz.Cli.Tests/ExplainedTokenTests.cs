namespace Authz.Cli.Tests;

/// <summary>`authz explain` with a token that comes with the call.</summary>
public sealed class ExplainedTokenTests
{
    private static readonly string[] question =
        ["explain", "--to", "shop/goods", "--path", "/items/7", "--policies", Samples.Of("tokens")];

    [Theory]
    [InlineData("{\"sub\": \"7\"}", ExitCodes.Fine)]
    [InlineData("{\"sub\": 7}", ExitCodes.Fine)]
    [InlineData("{\"sub\": \"8\"}", ExitCodes.Findings)]
    [InlineData("{}", ExitCodes.Findings)]
    [InlineData("", ExitCodes.Unusable)]
    [InlineData("{\"sub\": \"7\"", ExitCodes.Unusable)]
    [InlineData("[\"sub\"]", ExitCodes.Unusable)]
    [InlineData("{\"sub\": \"7\", \"sub\": \"7\"}", ExitCodes.Unusable)]
    public void The_claims_of_a_token_decide(string claims, int exitCode)
    {
        Assert.Equal(exitCode, CliRun.Of([.. question, "--token-issuer", "till", "--claims", claims]).ExitCode);
        Assert.Equal(exitCode, CliRun.Of([.. question, "--from", "customer", "--token-issuer", "till", "--claims", claims]).ExitCode);
    }

    [Fact]
    public void A_token_that_says_nothing_has_no_claims() =>
        Assert.Equal(ExitCodes.Findings, CliRun.Of([.. question, "--token-issuer", "till"]).ExitCode);

    [Fact]
    public void Claims_are_somebodys()
    {
        CliRun run = CliRun.Of([.. question, "--claims", "{}"]);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("--claims needs --token-issuer", run.Error);
    }

    [Fact]
    public void An_issuer_that_is_misspelt_is_told()
    {
        CliRun run = CliRun.Of([.. question, "--token-issuer", "tilt"]);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("no issuer `tilt`; did you mean `till`?", run.Error);
    }

    [Fact]
    public void A_connection_has_no_token()
    {
        CliRun run = CliRun.Of("explain", "--to", "shop/stock", "--token-issuer", "till", "--policies", Samples.Of("tokens"));
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("a connection has no --token-issuer", run.Error);
    }

    [Fact]
    public void Json_names_the_tokens_issuer() =>
        Assert.Equal(
            "till",
            (string?)CliRun.Of([.. question, "--token-issuer", "till", "--format", "json"]).Json["request"]!["tokenIssuer"]);
}
