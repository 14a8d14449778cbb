using System.Text;
using Authz.Policies.Syntax.Reading;
using Authz.Policies.Syntax.Reading.Conditions;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;
using Authz.Testing;

namespace Authz.Policies.Tests.Syntax;

/// <summary>The sample uses the whole language: each kind, and each key wherever it may stand.</summary>
public sealed class SampleCoverageTests
{
    private static readonly HashSet<string> used = [];
    private static readonly HashSet<string> known = [];

    static SampleCoverageTests()
    {
        AddKnown(DocumentReader.Shape, []);
        foreach (string file in Directory.EnumerateFiles(Repository.PathTo("policies"), "*.yaml", SearchOption.AllDirectories))
        {
            YamlFile yaml = YamlFileReader.Read(new SourceText(file, File.ReadAllText(file, Encoding.UTF8)), new DiagnosticBag());
            foreach (YamlNode document in yaml.Documents)
            {
                AddUsed(DocumentReader.Shape, document, null);
            }
        }
    }

    public static TheoryData<string> Keys => [.. known.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_sample_has_each_key_where_it_may_stand(string key) => Assert.Contains(key, used);

    // An operator is the same one behind every attribute, and an operand is an attribute.
    private static string NameOf(MappingShape shape, string key) =>
        shape.Concept.StartsWith("an operand", StringComparison.Ordinal) || shape.Names.Intersect(OperatorWords.All).Any()
            ? $"a condition: {key}"
            : $"{shape.Concept}: {key}";

    private static void AddKnown(ValueShape shape, HashSet<ValueShape> seen)
    {
        if (!seen.Add(shape))
        {
            return;
        }

        switch (shape)
        {
            case MappingShape mapping:
                foreach (KeyShape key in mapping.Keys)
                {
                    known.Add(NameOf(mapping, key.Name));
                    AddKnown(key.Value, seen);
                }

                break;
            case ToldShape told:
                foreach ((string word, ValueShape spec) in told.Shapes)
                {
                    known.Add($"kind: {word}");
                    AddKnown(spec, seen);
                }

                break;
            case ListShape list:
                AddKnown(list.Item, seen);
                break;
            case DictionaryShape dictionary:
                AddKnown(dictionary.Value, seen);
                break;
            case EitherShape either:
                foreach (ValueShape one in either.Shapes)
                {
                    AddKnown(one, seen);
                }

                break;
            case DeferredShape deferred:
                AddKnown(deferred.Target, seen);
                break;
            default:
                break;
        }
    }

    private static void AddUsed(ValueShape shape, YamlNode node, YamlMapping? around)
    {
        switch (shape, node)
        {
            case (MappingShape mapping, YamlMapping yaml):
                foreach (YamlEntry entry in yaml.Entries)
                {
                    if (mapping.Find(entry.Key.Text) is { } key)
                    {
                        used.Add(NameOf(mapping, key.Name));
                        AddUsed(key.Value, entry.Value, yaml);
                    }
                }

                break;
            case (ToldShape told, _):
                string? word = around?.Entries.Where(entry => entry.Key.Text == told.Key)
                    .Select(entry => (entry.Value as YamlScalar)?.Text).FirstOrDefault();
                foreach ((string kind, ValueShape spec) in told.Shapes.Where(one => one.Word == word))
                {
                    used.Add($"kind: {kind}");
                    AddUsed(spec, node, null);
                }

                break;
            case (ListShape list, YamlSequence yaml):
                foreach (YamlNode item in yaml.Items)
                {
                    AddUsed(list.Item, item, null);
                }

                break;
            case (DictionaryShape dictionary, YamlMapping yaml):
                foreach (YamlEntry entry in yaml.Entries)
                {
                    AddUsed(dictionary.Value, entry.Value, null);
                }

                break;
            case (EitherShape either, _):
                foreach (ValueShape one in either.Shapes)
                {
                    AddUsed(one, node, null);
                }

                break;
            case (DeferredShape deferred, _):
                AddUsed(deferred.Target, node, around);
                break;
            default:
                break;
        }
    }
}
