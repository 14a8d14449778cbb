using System.Diagnostics;
using System.Text.Json.Nodes;
using Authz.Policies.Syntax.Shapes;

namespace Authz.Policies.Syntax.Schema;

/// <summary>Writes a shape as JSON Schema, draft 2020-12. Every mapping is a definition, so that one can stand within itself.</summary>
internal sealed class JsonSchemaWriter
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    private readonly JsonObject definitions = [];
    private readonly Dictionary<string, MappingShape> written = new(StringComparer.Ordinal);

    private JsonSchemaWriter()
    {
    }

    /// <param name="root">What a document is. A document of nothing is one too: `---` at the end of a file begins it.</param>
    public static JsonObject Write(MappingShape root)
    {
        var writer = new JsonSchemaWriter();
        JsonObject document = writer.MappingOf(root);
        var schema = new JsonObject { ["$schema"] = Draft, ["title"] = "A document of the policy language authz/v1" };
        foreach ((string keyword, JsonNode? value) in document)
        {
            schema[keyword] = keyword == "type" ? new JsonArray("object", "null") : value?.DeepClone();
        }

        schema["$defs"] = writer.definitions;
        return schema;
    }

    private JsonObject SchemaOf(ValueShape shape) => shape switch
    {
        MappingShape mapping => ReferenceTo(mapping),
        DeferredShape deferred => SchemaOf(deferred.Target),
        ListShape list => ListOf(list),
        DictionaryShape dictionary => DictionaryOf(dictionary),
        EitherShape either => new JsonObject { ["anyOf"] = ArrayOf(either.Shapes.Select(SchemaOf)) },
        TextShape text => TextOf(text),
        FreeTextShape text => new JsonObject
        {
            ["type"] = new JsonArray("string", "number", "boolean"),
            ["maxLength"] = text.LengthMax,
        },
        WordShape words => new JsonObject { ["enum"] = ArrayOf(words.Words) },
        TimeShape => new JsonObject { ["type"] = "string", ["format"] = "date-time", ["pattern"] = TimeShape.Pattern },
        BooleanShape => new JsonObject { ["type"] = "boolean" },
        TrueShape => new JsonObject { ["const"] = true },
        ToldShape or JsonShape => [],
        _ => throw new UnreachableException(),
    };

    private JsonObject ReferenceTo(MappingShape shape)
    {
        string name = NameOf(shape);
        if (written.TryAdd(name, shape))
        {
            definitions[name] = null;
            definitions[name] = MappingOf(shape);
        }
        else if (written[name] != shape)
        {
            throw new InvalidOperationException($"Two shapes are called `{shape.Concept}`.");
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    /// <summary>`a test case` is `test-case`, "`expect`" is `expect`.</summary>
    private static string NameOf(MappingShape shape)
    {
        string concept = shape.Concept.Trim('`');
        int article = concept.StartsWith("a ", StringComparison.Ordinal) ? 2
            : concept.StartsWith("an ", StringComparison.Ordinal) ? 3
            : 0;
        return concept[article..].Replace(' ', '-').Replace("`", "", StringComparison.Ordinal);
    }

    private JsonObject MappingOf(MappingShape shape)
    {
        var properties = new JsonObject();
        foreach (KeyShape key in shape.Keys)
        {
            JsonObject value = SchemaOf(key.Value);
            value.Insert(0, "description", key.Summary);
            properties[key.Name] = value;
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (!shape.RequiredNames.IsEmpty)
        {
            schema["required"] = ArrayOf(shape.RequiredNames);
        }
        else
        {
            schema["minProperties"] = 1;
        }

        if (!shape.ExactlyOne.IsEmpty)
        {
            schema["oneOf"] = ArrayOf(shape.ExactlyOne.Select(key => Requiring([key])));
        }

        if (!shape.AtLeastOne.IsEmpty)
        {
            schema["anyOf"] = ArrayOf(shape.AtLeastOne.Select(key => Requiring([key])));
        }

        JsonArray rules = ArrayOf(shape.Rules.Select(RuleOf).Concat(shape.Keys.SelectMany(TellingsOf)));
        if (rules.Count > 0)
        {
            schema["allOf"] = rules;
        }

        return schema;
    }

    private static JsonObject RuleOf(KeyRule rule)
    {
        var then = new JsonObject();
        if (rule.Needs.Length == 1)
        {
            then["required"] = ArrayOf(rule.Needs[0]);
        }
        else if (rule.Needs.Length > 1)
        {
            then["anyOf"] = ArrayOf(rule.Needs.Select(set => Requiring(set)));
        }

        if (!rule.Excludes.IsEmpty)
        {
            then["properties"] = new JsonObject(rule.Excludes.Select(key => KeyValuePair.Create(key, (JsonNode?)false)));
        }

        return new JsonObject { ["if"] = ConditionOf(rule.Key, rule.Word, rule.OrAbsent), ["then"] = then };
    }

    private IEnumerable<JsonObject> TellingsOf(KeyShape key) => key.Value is not ToldShape told
        ? []
        : told.Shapes.Select(telling => new JsonObject
        {
            ["if"] = ConditionOf(told.Key, telling.Word, orAbsent: false),
            ["then"] = new JsonObject { ["properties"] = new JsonObject { [key.Name] = SchemaOf(telling.Shape) } },
        });

    private static JsonObject ConditionOf(string key, string? word, bool orAbsent)
    {
        JsonObject condition = orAbsent ? [] : Requiring([key]);
        if (word is not null)
        {
            condition["properties"] = new JsonObject { [key] = new JsonObject { ["const"] = word } };
        }

        return condition;
    }

    private JsonObject ListOf(ListShape list) => new()
    {
        ["type"] = "array",
        ["items"] = SchemaOf(list.Item),
        ["minItems"] = 1,
        ["maxItems"] = list.ItemsMax,
    };

    private JsonObject DictionaryOf(DictionaryShape dictionary) => new()
    {
        ["type"] = "object",
        ["propertyNames"] = TextOf(dictionary.Key),
        ["additionalProperties"] = SchemaOf(dictionary.Value),
        ["minProperties"] = 1,
        ["maxProperties"] = dictionary.EntriesMax,
    };

    private static JsonObject TextOf(TextShape text)
    {
        var schema = new JsonObject { ["type"] = "string", ["maxLength"] = text.LengthMax };
        if (text.Pattern is { } pattern)
        {
            schema["pattern"] = pattern;
        }

        return schema;
    }

    private static JsonObject Requiring(IEnumerable<string> keys) => new() { ["required"] = ArrayOf(keys) };

    private static JsonArray ArrayOf(IEnumerable<JsonNode> nodes) => [.. nodes];

    private static JsonArray ArrayOf(IEnumerable<string> words) => [.. words.Select(word => JsonValue.Create(word))];
}
