using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>Gathers the entries of one mapping, each key once.</summary>
internal sealed class YamlMappingBuilder(DiagnosticBag diagnostics)
{
    private const int ScannedMax = 16;
    private const string MergeKey = "<<";

    private readonly List<YamlEntry> entries = [];
    private Dictionary<string, YamlScalar>? keys;
    private SourceSpan? firstKey;
    private SourceSpan? lastValue;
    private int size = 1;
    private int innerDepth;

    public void Add(YamlNode key, YamlNode value)
    {
        firstKey ??= key.Span;
        lastValue = value.Span;
        size += key.Size + value.Size;
        innerDepth = Math.Max(innerDepth, value.Depth);
        if (key is not YamlScalar scalar)
        {
            if (key is not YamlBroken)
            {
                diagnostics.ReportKeyNotText(key.Span);
            }
        }
        else if (scalar.Text == MergeKey)
        {
            diagnostics.ReportMergeKey(scalar.Span);
        }
        else if (Find(scalar.Text) is { } first)
        {
            diagnostics.ReportDuplicateKey(scalar.Span, scalar.Text, first.Span);
        }
        else
        {
            entries.Add(new YamlEntry(scalar, value));
            keys?.Add(scalar.Text, scalar);
        }
    }

    public YamlMapping Build(SourceSpan start)
    {
        // The parser gives a mapping of one pair within `[a: b]` no place of its own.
        SourceSpan begin = firstKey is { } first && start.Span is { Start: 0, Length: 0 } ? first : start;
        SourceSpan span = YamlFileReader.SpanOver(begin, lastValue);
        return new YamlMapping(span, [.. entries], size, innerDepth + 1);
    }

    private YamlScalar? Find(string key)
    {
        if (entries.Count > ScannedMax)
        {
            keys ??= entries.ToDictionary(entry => entry.Key.Text, entry => entry.Key, StringComparer.Ordinal);
            return keys.GetValueOrDefault(key);
        }

        foreach (YamlEntry entry in entries)
        {
            if (entry.Key.Text == key)
            {
                return entry.Key;
            }
        }

        return null;
    }
}
