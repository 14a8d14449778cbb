using System.Collections.Immutable;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

/// <summary>One mapping, read key by key. What is wrong is reported and read as not there.</summary>
internal readonly struct MappingReader
{
    private readonly YamlMapping mapping;
    private readonly MappingShape shape;
    private readonly DiagnosticBag diagnostics;

    private MappingReader(YamlMapping mapping, MappingShape shape, DiagnosticBag diagnostics)
    {
        this.mapping = mapping;
        this.shape = shape;
        this.diagnostics = diagnostics;
    }

    public SourceSpan Span => mapping.Span;

    public static bool TryOpen(YamlNode node, MappingShape shape, DiagnosticBag diagnostics, out MappingReader reader)
    {
        reader = default;
        if (ValueReader.Mapping(node, ValueName.OfConcept(shape.Concept), diagnostics) is not { } mapping)
        {
            return false;
        }

        reader = new MappingReader(mapping, shape, diagnostics);
        reader.CheckKeys();
        return true;
    }

    /// <summary>The value of a key, or null where the key is not there.</summary>
    public YamlNode? Find(string key)
    {
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry.Value;
            }
        }

        return null;
    }

    public YamlNode? Require(string key)
    {
        YamlNode? value = Find(key);
        if (value is null)
        {
            diagnostics.ReportMissingKey(mapping.Span, key, shape.Concept);
        }

        return value;
    }

    /// <summary>Which one of these keys is there; null, and reported, where it is not exactly one.</summary>
    public YamlEntry? RequireOneOf(ImmutableArray<string> keys)
    {
        YamlEntry? found = null;
        int count = 0;
        bool hasOtherKeys = false;
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (keys.Contains(entry.Key.Text))
            {
                found = entry;
                count++;
            }
            else
            {
                hasOtherKeys |= !shape.Keys.Contains(entry.Key.Text);
            }
        }

        // A misspelt key was reported, and is the one that is missed.
        if (count > 1 || (count == 0 && !hasOtherKeys))
        {
            diagnostics.ReportNotOneChoice(mapping.Span, shape.Concept, keys);
        }

        return count == 1 ? found : null;
    }

    public Located<string>? Text(string key) => TextOf(key, Find(key));

    public Located<string>? RequireText(string key) => TextOf(key, Require(key));

    /// <summary>Text where a number or a truth value is taken as it is written.</summary>
    public Located<string>? FreeText(string key) =>
        Find(key) is { } node ? ValueReader.FreeText(node, ValueName.OfKey(key), diagnostics) : null;

    /// <summary>The elements of a list that is there and not empty; otherwise none.</summary>
    public ImmutableArray<YamlNode> Items(string key) => ItemsOf(key, Find(key));

    public ImmutableArray<YamlNode> RequireItems(string key) => ItemsOf(key, Require(key));

    /// <summary>A list of text; default where the key is not there.</summary>
    public ImmutableArray<Located<string>> TextsOrDefault(string key) =>
        Find(key) is { } node ? ValueReader.Texts(node, key, diagnostics) : default;

    public ImmutableArray<Located<string>> Texts(string key) =>
        Find(key) is { } node ? ValueReader.Texts(node, key, diagnostics) : [];

    public ImmutableArray<LabelSyntax> Labels(string key) =>
        Find(key) is { } node ? ValueReader.Labels(node, diagnostics) : [];

    public Located<DateTimeOffset>? Time(string key) =>
        Text(key) is { } text ? ValueReader.Time(text, diagnostics) : null;

    /// <summary>One of a few words; null where the key is not there or says another word.</summary>
    public Located<T>? Word<T>(string key, WordSet<T> words) where T : struct => WordOf(key, Find(key), words);

    public Located<T>? RequireWord<T>(string key, WordSet<T> words) where T : struct => WordOf(key, Require(key), words);

    private Located<string>? TextOf(string key, YamlNode? node) =>
        node is null ? null : ValueReader.Text(node, ValueName.OfKey(key), diagnostics);

    // No word is also a number or a truth value: `true` is an unknown word, and no quotes mend it.
    private Located<T>? WordOf<T>(string key, YamlNode? node, WordSet<T> words) where T : struct =>
        node is not null && ValueReader.FreeText(node, ValueName.OfKey(key), diagnostics) is { } text
            ? words.Read(text, ValueName.OfKey(key), diagnostics)
            : null;

    private ImmutableArray<YamlNode> ItemsOf(string key, YamlNode? node) =>
        node is null ? [] : ValueReader.Items(node, ValueName.OfKey(key), diagnostics);

    private void CheckKeys()
    {
        foreach (YamlEntry entry in mapping.Entries)
        {
            string key = entry.Key.Text;
            if (shape.Keys.Contains(key))
            {
                continue;
            }

            if (shape.LaterKeys.Contains(key))
            {
                diagnostics.ReportKeyNotUnderstood(entry.Key.Span, key, shape.Concept);
            }
            else
            {
                diagnostics.ReportUnknownKey(entry.Key.Span, key, shape.Concept, shape.Keys);
            }
        }
    }
}
