using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Cli.EnvoyChecks;
using Authz.Testing;
using Authz.Testing.EnvoyConfigs;

namespace Authz.Cli.Tests.EnvoyChecks;

/// <summary>Whatever a file holds, there are findings and never an exception. Seeds are fixed; AUTHZ_FUZZ_ITERATIONS raises their number.</summary>
public sealed class EnvoyFuzzTests
{
    private const int IterationsDefault = 1_000;

    private static readonly string[] values =
        ["", "null", "true", "[]", "{}", "- a", "*a", "&a {}", "'", "\"", "<<: {}", "-1", "1e999", "{a: [b]}", "!tag x", "\u0000", "0s", "[redacted]"];

    private static int Iterations =>
        int.TryParse(Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS"), CultureInfo.InvariantCulture, out int given)
            ? given
            : IterationsDefault;

    [Theory]
    [InlineData("sidecar")]
    [InlineData("examples/connections")]
    public void A_mutated_text_gives_findings_and_no_exception(string config)
    {
        string[] lines = File.ReadAllLines(Repository.PathTo("envoy", config + ".yaml"));
        var random = new Random(20_261_128);
        for (int i = 0; i < Iterations / 4; i++)
        {
            List<string> mutated = [.. lines];
            for (int j = random.Next(1, 4); j > 0; j--)
            {
                Mutate(mutated, random);
            }

            Judge(string.Join('\n', mutated));
        }
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("examples/connections")]
    public void A_mutated_tree_gives_findings_and_no_exception(string config)
    {
        JsonNode root = ConfigTree.Parse(File.ReadAllText(Repository.PathTo("envoy", config + ".yaml")))!;
        var random = new Random(20_261_129);
        for (int i = 0; i < Iterations / 4; i++)
        {
            JsonNode mutated = root.DeepClone();
            for (int j = random.Next(1, 4); j > 0; j--)
            {
                MutateSomewhere(mutated, random);
            }

            Judge(mutated.ToJsonString());
        }
    }

    private static void Judge(string text)
    {
        EnvoyReading reading = EnvoyReading.Of("config.yaml", Encoding.UTF8.GetBytes(text), EnvoyCheckRun.CasePolicies);
        Assert.True(reading.Config is not null || !reading.Faults.IsEmpty || reading.Findings.HasErrors);
        Assert.All(reading.Findings.ToSorted(), finding => Assert.NotEmpty(finding.ToDiagnostic().ToString()));
    }

    private static void Mutate(List<string> lines, Random random)
    {
        int at = random.Next(lines.Count);
        int other = random.Next(lines.Count);
        switch (random.Next(6))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[other]);
                break;
            case 2:
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            case 3:
                int colon = lines[at].IndexOf(':');
                lines[at] = colon < 0 ? lines[at] : $"{lines[at][..colon]}: {values[random.Next(values.Length)]}";
                break;
            case 4:
                lines[at] = " " + lines[at];
                break;
            default:
                lines[at] = lines[at].Length == 0 ? ":" : lines[at].Remove(random.Next(lines[at].Length), 1);
                break;
        }
    }

    private static void MutateSomewhere(JsonNode root, Random random)
    {
        JsonNode owner = root;
        for (int depth = random.Next(1, 16); depth > 0; depth--)
        {
            JsonNode? next = owner switch
            {
                JsonObject { Count: > 0 } mapping => mapping.GetAt(random.Next(mapping.Count)).Value,
                JsonArray { Count: > 0 } list => list[random.Next(list.Count)],
                _ => null,
            };
            if (next is not (JsonObject or JsonArray))
            {
                break;
            }

            owner = next;
        }

        JsonNode? value = random.Next(5) switch
        {
            0 => null,
            1 => JsonValue.Create(random.Next()),
            2 => new JsonArray(JsonValue.Create("x"), new JsonObject()),
            3 => new JsonObject { ["name"] = new JsonArray(), ["@type"] = 7 },
            _ => JsonValue.Create(values[random.Next(values.Length)]),
        };
        if (owner is JsonObject { Count: > 0 } some)
        {
            some.SetAt(random.Next(some.Count), value);
        }
        else if (owner is JsonArray { Count: > 0 } items)
        {
            items[random.Next(items.Count)] = value;
        }
    }
}
