using System.Text.Json.Nodes;
using Authz.Policies;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Testing;

namespace Authz.Cli.Tests;

public sealed class ImportOpenApiCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("records.yaml")]
    [InlineData("records.json")]
    [InlineData("other-methods.yaml")]
    public void What_is_written_is_right_and_has_the_documents_operations(string name)
    {
        BoundService named = ServiceOf(name, Import(name));
        BoundService inline = ServiceOf(name, Import(name, "--inline"));

        Assert.NotEmpty(named.Operations);
        Assert.Equal(PlacesOf(named), PlacesOf(inline));
        Assert.Equal(named.Methods, inline.Methods);
    }

    [Fact]
    public void The_block_says_what_it_was_told()
    {
        CliRun run = Import("records.json", "--owner", "Ministry: \"of\" interior", "--client", "SANDBOX/GOV/1", "--host", "x.gov");
        Assert.Equal(
            """
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: registry}
            spec:
              owner: "Ministry: \"of\" interior"
              client: SANDBOX/GOV/1
              services:
                - name: births
                  basePath: /r1/v1
                  hosts: [x.gov]
                  openapi: apis/records.json

            """,
            run.Output);
    }

    [Fact]
    public void Names_that_cannot_be_written_by_hand_become_ids()
    {
        CliRun run = Import("records.yaml", "--inline");
        Assert.Contains("{id: GET-records-export, method: GET, path: /records/export}", run.Output);
        Assert.Contains("{id: files-put, method: PUT, path: \"/files/{file_name}.{format}\"}", run.Output);
    }

    [Fact]
    public void A_file_that_is_there_is_not_written_over_without_force()
    {
        string file = folder.File("block.yaml");
        Assert.Equal(ExitCodes.Fine, Import("records.json", "--out", file).ExitCode);
        File.WriteAllText(file, "mine");

        CliRun refused = Import("records.json", "--out", file);
        Assert.Equal(ExitCodes.Unusable, refused.ExitCode);
        Assert.Contains("--force", refused.Error);
        Assert.Equal("mine", File.ReadAllText(file));

        Assert.Equal(ExitCodes.Fine, Import("records.json", "--out", file, "--force").ExitCode);
        Assert.StartsWith("apiVersion", File.ReadAllText(file));
    }

    [Fact]
    public void Json_has_the_file_that_was_written_and_what_is_in_it()
    {
        string file = folder.File("block.yaml");
        string text = Import("records.json").Output;

        JsonNode printed = Import("records.json", "--format", "json").Json;
        Assert.Null(printed["file"]);
        Assert.Equal(text, (string?)printed["yaml"]);

        JsonNode written = Import("records.json", "--format", "json", "--out", file).Json;
        Assert.Equal(file, (string?)written["file"]);
        Assert.Equal(File.ReadAllText(file), (string?)written["yaml"]);
        Assert.Contains(file, Import("records.json", "--out", file, "--force").Output);
    }

    [Theory]
    [InlineData("AZ0111", "--block", "Registry")]
    [InlineData("AZ0206", "--base-path", "births")]
    [InlineData("AZ0201", "--client", "births")]
    public void What_would_be_wrong_is_not_written(string id, string option, string value)
    {
        string file = folder.File("block.yaml");
        CliRun run = Import("records.json", "--out", file, option, value);
        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.Contains(id, run.Output);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Advice_about_the_document_is_no_part_of_what_is_written()
    {
        CliRun run = Import("records.yaml", "--base-path", "/elsewhere");
        Assert.Equal(ExitCodes.Fine, run.ExitCode);
        Assert.Contains("AZ0295", run.Error);
        Assert.StartsWith("apiVersion", run.Output);
    }

    [Theory]
    [InlineData("no.yaml", "there is no file")]
    [InlineData("no.txt", "no OpenAPI document by its name")]
    public void A_file_that_cannot_be_one_is_no_input(string name, string problem)
    {
        CliRun run = Import(name);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains(problem, run.Error);
    }

    [Fact]
    public void A_document_with_an_error_is_not_imported()
    {
        Directory.CreateDirectory(folder.File("apis"));
        File.WriteAllText(folder.File("apis/old.yaml"), "swagger: \"2.0\"\n");
        CliRun run = Run(folder.File("apis/old.yaml"));
        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.Contains("AZ0284", run.Output);
    }

    [Fact]
    public void A_document_outside_the_policy_folder_is_not_named()
    {
        CliRun run = Run(TestCases.Path("openapi", "records.json"));
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("lies outside the policy folder", run.Error);
    }

    private CliRun Import(string name, params string[] options)
    {
        Directory.CreateDirectory(folder.File("apis"));
        string copy = folder.File($"apis/{name}");
        if (File.Exists(TestCases.Path("openapi", name)))
        {
            File.Copy(TestCases.Path("openapi", name), copy, overwrite: true);
        }

        return Run(copy, options);
    }

    private CliRun Run(string file, params string[] options)
    {
        List<string> arguments = ["import", "openapi", file, "--policies", folder.Path, "--service", "births", .. options];
        foreach ((string option, string value) in new[] { ("--block", "registry"), ("--base-path", "/r1/v1") })
        {
            if (!options.Contains(option))
            {
                arguments.AddRange([option, value]);
            }
        }

        return CliRun.Of(arguments);
    }

    private static BoundService ServiceOf(string name, CliRun run)
    {
        Assert.Equal(ExitCodes.Fine, run.ExitCode);
        SourceSet sources = SourceSet.Of(
        [
            KeyValuePair.Create("block.yaml", new ReadOnlyMemory<byte>(System.Text.Encoding.UTF8.GetBytes(run.Output))),
            KeyValuePair.Create($"apis/{name}", new ReadOnlyMemory<byte>(File.ReadAllBytes(TestCases.Path("openapi", name)))),
        ]);
        CompilationResult result = PolicyCompilation.Run(sources, new CompilationOptions());
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.IsError);
        return Assert.Single(result.Policies!.Services);
    }

    private static IEnumerable<string> PlacesOf(BoundService service) =>
        service.Operations.Select(operation => $"{operation.Method} {operation.Path.Text}");
}
