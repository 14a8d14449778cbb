using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Policies.Syntax.Yaml;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>A tree that was read with its places, as the nodes that the OpenAPI library takes.</summary>
internal static class JsonTree
{
    /// <summary>INVARIANT: no node of the tree is broken, and none lies deeper than the limit of API documents.</summary>
    public static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMapping mapping => ObjectOf(mapping),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Of)]),
        YamlScalar scalar => ScalarOf(scalar),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonObject ObjectOf(YamlMapping mapping)
    {
        var result = new JsonObject();
        foreach (YamlEntry entry in mapping.Entries)
        {
            result.Add(entry.Key.Text, Of(entry.Value));
        }

        return result;
    }

    private static JsonValue? ScalarOf(YamlScalar scalar) => scalar.Type switch
    {
        YamlScalarType.Null => null,
        YamlScalarType.Boolean => JsonValue.Create(scalar.Text[0] is 't' or 'T'),
        YamlScalarType.Number => NumberOf(scalar.Text),
        YamlScalarType.Text => JsonValue.Create(scalar.Text),
    };

    // As it was written: `1.10` stays that. What YAML takes for a number and JSON does not is text to the library.
    private static JsonValue NumberOf(string text)
    {
        try
        {
            return JsonNode.Parse(text)?.AsValue() ?? JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
