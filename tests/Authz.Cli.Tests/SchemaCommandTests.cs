using Authz.Policies.Syntax.Schema;
using Authz.Testing;

namespace Authz.Cli.Tests;

public sealed class SchemaCommandTests
{
    [Fact]
    public void It_prints_the_schema_that_the_repository_holds()
    {
        CliRun run = CliRun.Of("schema");
        Assert.Equal(ExitCodes.Fine, run.ExitCode);
        Assert.Equal(File.ReadAllText(Repository.PathTo("schemas", PolicySchema.FileName)), run.Output);
    }

    [Fact]
    public void It_writes_the_schema_to_a_file()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "schema.json");
        Assert.Equal(new CliRun(ExitCodes.Fine, "", ""), CliRun.Of("schema", "--out", file));
        Assert.Equal(PolicySchema.Write(), File.ReadAllText(file));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_said()
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of("schema", "--out", Path.Combine(folder.Path, "no", "such", "schema.json"));
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("such", run.Error);
    }
}
