using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Cli.EnvoyConfigs;

/// <summary>
/// A value of an Envoy configuration as protobuf reads it, or the place where one could stand: what is not there has a path
/// too, and is shown where the mapping is that would hold it.
/// </summary>
internal sealed class ConfigValue
{
    private static readonly string[] trueWords = ["true", "yes", "y", "on"];
    private static readonly string[] falseWords = ["false", "no", "n", "off"];

    public ConfigValue? Parent { get; }
    private readonly int index;

    private ConfigValue(YamlNode? node, ConfigValue? parent, string key, int index, SourceSpan span)
    {
        Node = node is YamlScalar { Type: YamlScalarType.Null } ? null : node;
        Span = span;
        Parent = parent;
        Key = key;
        this.index = index;
    }

    public YamlNode? Node { get; }

    public SourceSpan Span { get; }

    public bool IsThere => Node is not null;

    /// <summary>What a scalar says; empty for anything else.</summary>
    public string Text => Node is YamlScalar scalar ? scalar.Text : "";

    /// <summary>Envoy's YAML takes `yes` and `on` too, and its JSON a quoted `"true"`.</summary>
    public bool IsTrue => trueWords.Contains(Text, StringComparer.OrdinalIgnoreCase);

    public bool IsFalse => falseWords.Contains(Text, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ConfigValue> Items
    {
        get
        {
            if (Node is not YamlSequence sequence)
            {
                yield break;
            }

            for (int i = 0; i < sequence.Items.Length; i++)
            {
                YamlNode item = sequence.Items[i];
                yield return new ConfigValue(item, this, "", i, item.Span);
            }
        }
    }

    public int Count => Node switch { YamlSequence list => list.Items.Length, YamlMapping map => map.Entries.Length, _ => 0 };

    /// <summary>All entries of a mapping, by the keys as they are written.</summary>
    public IEnumerable<ConfigValue> Entries =>
        Node is YamlMapping mapping ? mapping.Entries.Select(Of) : [];

    /// <summary>The key as it is written; empty for an element of a list.</summary>
    public string Key { get; }

    /// <summary>The steps from the root: names of fields, and numbers in lists.</summary>
    public IReadOnlyList<string> Steps
    {
        get
        {
            var steps = new List<string>();
            for (ConfigValue value = this; value.Parent is not null; value = value.Parent)
            {
                steps.Insert(0, value.Key.Length > 0 ? value.Key : $"{value.index}");
            }

            return steps;
        }
    }

    /// <summary>`listeners[inbound].filter_chains[0].filters`: an element by its name where it has one.</summary>
    public string Path
    {
        get
        {
            if (Parent is null)
            {
                return "";
            }

            string before = Parent.Path;
            if (Key.Length == 0)
            {
                string name = this["name"].Text;
                return $"{before}[{(name.Length > 0 ? name : index)}]";
            }

            return before.Length == 0 ? Key : $"{before}.{Key}";
        }
    }

    /// <summary>A field of a message; protobuf takes it in both spellings, `normalize_path` and `normalizePath`.</summary>
    public ConfigValue this[string name] => Node is YamlMapping mapping
        && (mapping.Find(name) ?? mapping.Find(FieldName.InCamelCase(name))) is { } entry
        ? Of(entry)
        : new ConfigValue(null, this, name, 0, Span);

    public static ConfigValue Root(YamlNode node) => new(node, null, "", 0, node.Span);

    /// <summary>A file without anything in it.</summary>
    public static ConfigValue Empty(string path) => new(null, null, "", 0, new SourceSpan(new SourceText(path, ""), default));

    /// <summary>The field of a field: `a.b.c`.</summary>
    public ConfigValue At(string path)
    {
        ConfigValue value = this;
        foreach (string name in path.Split('.'))
        {
            value = value[name];
        }

        return value;
    }

    /// <summary>An entry of a map, whose keys are names and no fields.</summary>
    public ConfigValue Entry(string key) => Node is YamlMapping mapping && mapping.Find(key) is { } entry
        ? Of(entry)
        : new ConfigValue(null, this, key, 0, Span);

    private ConfigValue Of(YamlEntry entry)
    {
        SourceSpan key = entry.Key.Span;
        SourceSpan value = entry.Value.Span;

        // An alias stands here and its value elsewhere: then the key is the place.
        bool isBeside = entry.Value is YamlScalar && value.Span.Start > key.Span.Start && value.Position.Line == key.Position.Line;
        SourceSpan whole = isBeside
            ? key with { Span = new TextSpan(key.Span.Start, value.Span.End - key.Span.Start) }
            : key;
        return new ConfigValue(entry.Value, this, entry.Key.Text, 0, whole);
    }
}
