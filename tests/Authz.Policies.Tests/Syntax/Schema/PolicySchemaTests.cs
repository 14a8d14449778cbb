using System.Text.Json.Nodes;
using Authz.Policies.Syntax.Schema;
using Authz.Policies.Tests.Decisions;
using Authz.Policies.Text;
using Authz.Testing;

namespace Authz.Policies.Tests.Syntax.Schema;

public sealed class PolicySchemaTests
{
    // Mistakes of shape: the schema must see each. Other mistakes are beyond it, or it may see them as well.
    private static readonly HashSet<string> shapeIds =
    [
        "AZ0101", "AZ0102", "AZ0103", "AZ0104", "AZ0105", "AZ0106", "AZ0107", "AZ0108", "AZ0109", "AZ0110", "AZ0111",
        "AZ0114", "AZ0115", "AZ0117", "AZ0120", "AZ0208", "AZ0214", "AZ0301", "AZ0402", "AZ0403", "AZ0601", "AZ0604",
    ];

    private static readonly string[] caseFolders = ["syntax", "diagnostics", "cli/policies"];

    [Fact]
    public void The_schema_in_the_repository_is_the_one_that_the_shapes_make()
    {
        string path = Repository.PathTo("schemas", PolicySchema.FileName);
        Assert.True(
            File.ReadAllText(path) == PolicySchema.Write(),
            $"write it anew: dotnet run --project src/Authz.Cli -- schema --out schemas/{PolicySchema.FileName}");
    }

    [Fact]
    public void Every_mapping_is_closed_and_every_key_says_what_it_is_for()
    {
        JsonObject schema = JsonNode.Parse(PolicySchema.Write())!.AsObject();
        JsonObject[] mappings = [schema, .. schema["$defs"]!.AsObject().Select(definition => definition.Value!.AsObject())];
        Assert.All(mappings, mapping => Assert.False((bool)mapping["additionalProperties"]!));
        Assert.All(
            mappings.SelectMany(mapping => mapping["properties"]!.AsObject()),
            property => Assert.Matches(@"\A[A-Z`].*\.\z", (string?)property.Value!["description"]));
    }

    [Fact]
    public void Every_sample_names_the_schema_in_its_first_line()
    {
        // An OpenAPI document is not of this language.
        IEnumerable<string> files = Directory.GetFiles(Repository.PathTo("policies"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Repository.PathTo("policies", "apis"), StringComparison.Ordinal));
        string schema = Repository.PathTo("schemas", PolicySchema.FileName);
        Assert.All(files, file => Assert.Equal(
            $"# yaml-language-server: $schema={Path.GetRelativePath(Path.GetDirectoryName(file)!, schema)}",
            File.ReadLines(file).First()));
    }

    [Fact]
    public async Task The_schema_takes_what_the_readers_take_and_sees_every_mistake_of_shape()
    {
        string? python = await SchemaValidator.FindAsync();
        Assert.SkipWhen(python is null, SchemaValidator.MissingReason);
        SchemaDocument[] documents = [.. Documents()];

        string?[] faults = await SchemaValidator.JudgeAsync(python, documents.Select(document => document.Value));

        IEnumerable<string> wrong = documents.Zip(faults, Disagreement).OfType<string>();
        Assert.Empty(wrong);
        Assert.Superset(shapeIds, documents.SelectMany(document => document.Errors).Select(error => error.Id).ToHashSet());
    }

    private static string? Disagreement(SchemaDocument document, string? fault)
    {
        if (document.Errors.Count == 0)
        {
            return fault is null ? null : $"{document.Place} is right, but the schema says: {fault}";
        }

        Diagnostic? mistake = document.Errors.FirstOrDefault(error => shapeIds.Contains(error.Id));
        return mistake is null || fault is not null ? null : $"the schema takes what is wrong: {mistake}";
    }

    private static IEnumerable<SchemaDocument> Documents()
    {
        IEnumerable<SourceSet> sets = caseFolders
            .SelectMany(folder => Directory.GetFileSystemEntries(TestCases.Path(folder)))
            .Append(Repository.PathTo("policies"))
            .Append(TestCases.Path("bypass", "policies"))
            .Select(PolicySet.Load);
        IEnumerable<SourceSet> decisions =
            DecisionCaseFiles.All.Select(decision => decision.Policies).Distinct().Select(PolicySet.Of);
        return sets.Concat(decisions).SelectMany(SchemaDocument.OfSet);
    }
}
