using System.Text.Json.Nodes;
using Authz.Policies.Syntax.OpenApi;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Syntax.Schema;

/// <summary>One document as an editor hands it to a schema, with the errors that are found in it when its set is bound.</summary>
/// <param name="Place">Its file and line.</param>
internal sealed record SchemaDocument(string Place, JsonNode? Value, IReadOnlyList<Diagnostic> Errors)
{
    /// <summary>The documents of those files that YAML reads whole.</summary>
    public static IEnumerable<SchemaDocument> OfSet(SourceSet sources)
    {
        Diagnostic[] errors = [.. PolicySet.Bind(sources).Diagnostics.Where(diagnostic => diagnostic.IsError)];
        return sources.Files.Where(file => SourceFile.IsYaml(file.Key))
            .SelectMany(file => OfFile(file.Key, file.Value.Span, errors));
    }

    private static List<SchemaDocument> OfFile(string path, ReadOnlySpan<byte> bytes, Diagnostic[] errors)
    {
        var diagnostics = new DiagnosticBag();
        if (!YamlTextReader.TryRead(path, bytes, diagnostics, out SourceText source))
        {
            return [];
        }

        YamlFile file = YamlFileReader.Read(source, diagnostics);
        return diagnostics.HasErrors ? [] : [.. file.Documents.Where(node => !ApiDocumentSign.IsOn(node)).Select(node => OfNode(node, errors))];
    }

    // A set may hold OpenAPI documents, which are no documents of the language.
    private static bool IsApi(YamlNode node) =>
        node is YamlMapping mapping && mapping.Entries.Any(entry => entry.Key.Text is "openapi" or "swagger");

    private static SchemaDocument OfNode(YamlNode node, Diagnostic[] errors)
    {
        IEnumerable<Diagnostic> within = errors.Where(error =>
            error.Where.Path == node.Span.Path
            && error.Where.Span.Start >= node.Span.Span.Start
            && error.Where.Span.Start <= node.Span.Span.End);
        return new SchemaDocument(node.Span.ToString(), JsonOf(node), [.. within]);
    }

    private static JsonNode? JsonOf(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                return new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, JsonOf(entry.Value))));
            case YamlSequence sequence:
                return new JsonArray([.. sequence.Items.Select(JsonOf)]);
            case YamlScalar scalar:
                return JsonOf(scalar);
            default:
                throw new InvalidOperationException($"{node.Span} is broken and was not reported.");
        }
    }

    // Which number it is makes no difference to any schema of ours.
    private static JsonValue? JsonOf(YamlScalar scalar) => scalar.Type switch
    {
        YamlScalarType.Text => JsonValue.Create(scalar.Text),
        YamlScalarType.Null => null,
        YamlScalarType.Boolean => JsonValue.Create(scalar.Text is "true" or "True" or "TRUE"),
        YamlScalarType.Number => JsonValue.Create(1),
    };
}
