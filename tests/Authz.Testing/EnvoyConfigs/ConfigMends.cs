using System.Globalization;
using System.Text.Json.Nodes;

namespace Authz.Testing.EnvoyConfigs;

/// <summary>Does what findings of `authz envoy check --format json` say, one after the other.</summary>
public static class ConfigMends
{
    private const int StepsMax = 200;

    /// <param name="check">A configuration to the list of its findings.</param>
    /// <returns>The configuration once nothing is left that says, exactly, what to do; as JSON.</returns>
    public static string Apply(string config, Func<string, JsonArray> check)
    {
        string text = config;
        for (int i = 0; i < StepsMax; i++)
        {
            JsonObject? mend = check(text)
                .Select(finding => finding?["mend"] as JsonObject)
                .FirstOrDefault(found => found is not null && (string?)found["action"] != "example");
            if (mend is null)
            {
                return text;
            }

            JsonNode root = ConfigTree.Parse(text) ?? new JsonObject();
            Apply(root, mend);
            text = root.ToJsonString();
        }

        throw new InvalidOperationException("the mends have no end");
    }

    private static void Apply(JsonNode root, JsonObject mend)
    {
        string[] steps = [.. (mend["steps"]?.AsArray() ?? []).Select(step => (string?)step ?? "")];
        string yaml = (string?)mend["yaml"] ?? "";
        JsonNode? value = yaml.Length == 0 ? null : ConfigTree.Parse(yaml);
        switch ((string?)mend["action"])
        {
            case "set":
                Merge(At(root, steps).AsObject(), Object(value));
                break;
            case "remove":
                Remove(At(root, steps[..^1]), steps[^1]);
                break;
            case "replace":
                Remove(At(root, steps[..^1]), steps[^1]);
                Merge(At(root, steps[..^1]).AsObject(), Object(value));
                break;
            case "insertBeforeLast":
                JsonArray filters = At(root, steps).AsArray();
                filters.Insert(Math.Max(0, filters.Count - 1), Item(value));
                break;
            case "append":
                At(root, steps).AsArray().Add(Item(value));
                break;
            default:
                throw new InvalidOperationException($"unknown action in {mend.ToJsonString()}");
        }
    }

    private static JsonNode At(JsonNode root, IEnumerable<string> steps)
    {
        JsonNode node = root;
        foreach (string step in steps)
        {
            JsonNode? next = node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : node[step];
            if (next is null)
            {
                next = new JsonObject();
                node[step] = next;
            }

            node = next;
        }

        return node;
    }

    private static void Remove(JsonNode owner, string step)
    {
        if (owner is JsonArray list)
        {
            list.RemoveAt(int.Parse(step, CultureInfo.InvariantCulture));
        }
        else
        {
            owner.AsObject().Remove(step);
        }
    }

    // Mappings are merged, whatever else is there is replaced, in whichever spelling it stands.
    private static void Merge(JsonObject target, JsonObject source)
    {
        foreach ((string key, JsonNode? value) in source)
        {
            string? twin = target.Select(entry => entry.Key).FirstOrDefault(other => other != key && Plain(other) == Plain(key));
            if (twin is not null)
            {
                target.Remove(twin);
            }

            if (target[key] is JsonObject inner && value is JsonObject more)
            {
                Merge(inner, more);
            }
            else
            {
                target[key] = value?.DeepClone();
            }
        }
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static JsonObject Object(JsonNode? value) =>
        value as JsonObject ?? throw new InvalidOperationException("the YAML of the mend is no mapping");

    private static JsonNode? Item(JsonNode? value) => value?.AsArray()[0]?.DeepClone();
}
