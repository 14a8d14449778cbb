using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

/// <summary>
/// One mapping, read key by key. What is wrong is reported and read as not there. Which keys there may be and which
/// must be is the shape's to say; a debug build stops at a key that is read in another way than its shape says.
/// </summary>
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

    /// <summary>A key was reported as unknown; it may be one that is missed, misspelt.</summary>
    public bool HasUnknownKeys
    {
        get
        {
            foreach (YamlEntry entry in mapping.Entries)
            {
                if (!shape.Names.Contains(entry.Key.Text) && !shape.RefusedKeys.Contains(entry.Key.Text))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Reports what is no key of the shape, and each that it requires and that is not there.</summary>
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
    public YamlNode? Find(string key) => Value<ValueShape>(key);

    /// <summary>Where a key stands; null: nowhere.</summary>
    public SourceSpan? PlaceOf(string key)
    {
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry.Key.Span;
            }
        }

        return null;
    }

    /// <summary>The value of a key that another one needs; null, and reported, where it is not there.</summary>
    public YamlNode? FindNeeded(string key)
    {
        Debug.Assert(shape.IsNeededByRule(key), $"no rule of {shape.Concept} needs `{key}`");
        YamlNode? value = Find(key);
        if (value is null)
        {
            diagnostics.ReportMissingKey(mapping.Span, key, shape.Concept);
        }

        return value;
    }

    /// <summary>Which one of the keys is there that exclude each other; null, and reported, where it is not exactly one.</summary>
    public YamlEntry? Choice()
    {
        Debug.Assert(!shape.ExactlyOne.IsEmpty, $"{shape.Concept} offers no choice");
        YamlEntry? found = null;
        int count = 0;
        bool hasOtherKeys = false;
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (shape.ExactlyOne.Contains(entry.Key.Text))
            {
                found = entry;
                count++;
            }
            else
            {
                hasOtherKeys |= !shape.Names.Contains(entry.Key.Text);
            }
        }

        // A misspelt key was reported, and is the one that is missed.
        if (count > 1 || (count == 0 && !hasOtherKeys))
        {
            diagnostics.ReportNotOneChoice(mapping.Span, shape.Concept, shape.ExactlyOne);
        }

        return count == 1 ? found : null;
    }

    /// <summary>All of them that are there, for a caller that says in its own words what is wrong with several.</summary>
    public ImmutableArray<YamlEntry> Choices()
    {
        Debug.Assert(!shape.ExactlyOne.IsEmpty, $"{shape.Concept} offers no choice");
        return EntriesOf(shape.ExactlyOne);
    }

    /// <summary>Keys that belong elsewhere; the caller reports them.</summary>
    public ImmutableArray<YamlEntry> RefusedEntries() => EntriesOf(shape.RefusedKeys);

    /// <summary>Text; also a word that the caller judges itself.</summary>
    public Located<string>? Text(string key)
    {
        Debug.Assert(shape.Find(key)?.Value is TextShape or WordShape, $"{shape.Concept} has no `{key}` that is text");
        return TextOf(key, Find(key));
    }

    public Located<string>? NeededText(string key) => TextOf(key, FindNeeded(key));

    /// <summary>Text where a number or a truth value is taken as it is written.</summary>
    public Located<string>? FreeText(string key) => Value<FreeTextShape>(key) is { } node
        ? ValueReader.FreeText(node, ValueName.OfKey(key), diagnostics)
        : null;

    /// <summary>The elements of a list that is there and not empty; otherwise none.</summary>
    public ImmutableArray<YamlNode> Items(string key) => Value<ListShape>(key) is { } node
        ? ValueReader.Items(node, ValueName.OfKey(key), diagnostics)
        : [];

    /// <summary>A list of text; default where the key is not there.</summary>
    public ImmutableArray<Located<string>> TextsOrDefault(string key) =>
        Value<ListShape>(key) is { } node ? ValueReader.Texts(node, key, diagnostics) : default;

    public ImmutableArray<Located<string>> Texts(string key) =>
        Value<ListShape>(key) is { } node ? ValueReader.Texts(node, key, diagnostics) : [];

    public ImmutableArray<LabelSyntax> Labels(string key) =>
        Value<DictionaryShape>(key) is { } node ? ValueReader.Labels(node, diagnostics) : [];

    public Located<DateTimeOffset>? Time(string key) => TextOf(key, Value<TimeShape>(key)) is { } text
        ? ValueReader.Time(text, diagnostics)
        : null;

    /// <summary>A whole number and a unit: `90s`, `5m`, `24h`.</summary>
    public Located<TimeSpan>? Duration(string key) =>
        Value<TextShape>(key) is { } node && ValueReader.FreeText(node, ValueName.OfKey(key), diagnostics) is { } text
            ? ValueReader.Duration(text, diagnostics)
            : null;

    public bool IsTrue(string key) => Value<TrueShape>(key) is { } node
        && ValueReader.IsTrue(node, ValueName.OfKey(key), diagnostics);

    /// <summary>One of a few words; null where the key is not there or says another word.</summary>
    public Located<T>? Word<T>(string key, WordSet<T> words) where T : struct
    {
        Debug.Assert(shape.Find(key)?.Value == words.Shape, $"`{key}` in {shape.Concept} has other words");

        // No word is also a number or a truth value: `true` is an unknown word, and no quotes mend it.
        return Value<WordShape>(key) is { } node
            && ValueReader.FreeText(node, ValueName.OfKey(key), diagnostics) is { } text
            ? words.Read(text, ValueName.OfKey(key), diagnostics)
            : null;
    }

    private Located<string>? TextOf(string key, YamlNode? node) =>
        node is null ? null : ValueReader.Text(node, ValueName.OfKey(key), diagnostics);

    private YamlNode? Value<TShape>(string key) where TShape : ValueShape
    {
        Debug.Assert(shape.Find(key)?.Value is TShape, $"{shape.Concept} has no `{key}` that is a {typeof(TShape).Name}");
        return Find(key, mapping);
    }

    private ImmutableArray<YamlEntry> EntriesOf(ImmutableArray<string> keys)
    {
        ImmutableArray<YamlEntry>.Builder entries = ImmutableArray.CreateBuilder<YamlEntry>();
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (keys.Contains(entry.Key.Text))
            {
                entries.Add(entry);
            }
        }

        return entries.DrainToImmutable();
    }

    private static YamlNode? Find(string key, YamlMapping mapping)
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

    private void CheckKeys()
    {
        foreach (YamlEntry entry in mapping.Entries)
        {
            string key = entry.Key.Text;
            if (shape.Names.Contains(key) || shape.RefusedKeys.Contains(key))
            {
                continue;
            }

            if (shape.LaterKeys.Contains(key))
            {
                diagnostics.ReportKeyNotUnderstood(entry.Key.Span, key, shape.Concept);
            }
            else
            {
                diagnostics.ReportUnknownKey(entry.Key.Span, key, shape.Concept, shape.Names);
            }
        }

        foreach (string key in shape.RequiredNames)
        {
            if (Find(key, mapping) is null)
            {
                diagnostics.ReportMissingKey(mapping.Span, key, shape.Concept);
            }
        }
    }
}
