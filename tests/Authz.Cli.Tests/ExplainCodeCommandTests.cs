using Authz.Cli.Reference;

namespace Authz.Cli.Tests;

public sealed class ExplainCodeCommandTests
{
    public static TheoryData<string> Ids { get; } = [.. DiagnosticReference.Descriptors.Select(entry => entry.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_id_is_explained(string id)
    {
        CliRun run = CliRun.Of("explain-code", id);
        Assert.Equal((ExitCodes.Fine, ""), (run.ExitCode, run.Error));
        Assert.Contains($"[{id}]: {DiagnosticReference.Find(id)!.Descriptor.Title}\n", run.Output);
        Assert.DoesNotContain("```", run.Output);
    }

    [Fact]
    public void An_id_is_taken_in_small_letters() =>
        Assert.Equal(CliRun.Of("explain-code", "AZ0101"), CliRun.Of("explain-code", "az0101"));

    [Fact]
    public void Json_has_the_text_as_it_is_on_the_page()
    {
        CliRun run = CliRun.Of("explain-code", "AZ0901", "--format", "json");
        Assert.Equal(
            ("AZ0901", "warning", DiagnosticReference.Find("AZ0901")!.Markdown),
            ((string?)run.Json["id"], (string?)run.Json["severity"], (string?)run.Json["markdown"]));
    }
}
