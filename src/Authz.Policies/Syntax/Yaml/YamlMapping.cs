using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>Entries in their order; no key is there twice.</summary>
public sealed class YamlMapping : YamlNode
{
    private const string MergeKey = "<<";
    private const int ScannedMax = 16;

    private YamlMapping(SourceSpan span, ImmutableArray<YamlEntry> entries, int size, int depth) : base(span)
    {
        Entries = entries;
        Size = size;
        Depth = depth;
    }

    public ImmutableArray<YamlEntry> Entries { get; }

    public override int Size { get; }

    public override int Depth { get; }

    /// <param name="start">Where the parser says that the mapping begins.</param>
    /// <param name="nodes">Keys and values in turn.</param>
    internal static YamlMapping Create(SourceSpan start, ReadOnlySpan<YamlNode> nodes, DiagnosticBag diagnostics)
    {
        int size = 1;
        int innerDepth = 0;
        foreach (YamlNode node in nodes)
        {
            size += node.Size;
            innerDepth = Math.Max(innerDepth, node.Depth);
        }

        SourceSpan span = start;
        if (!nodes.IsEmpty)
        {
            // The parser gives a mapping of one pair within `[a: b]` no place of its own.
            SourceSpan begin = start.Span is { Start: 0, Length: 0 } ? nodes[0].Span : start;
            span = Over(begin, nodes[^1].Span);
        }

        return new YamlMapping(span, EntriesOf(nodes, diagnostics), size, innerDepth + 1);
    }

    /// <summary>The entry of a key, or null.</summary>
    public YamlEntry? Find(string key)
    {
        foreach (YamlEntry entry in Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry;
            }
        }

        return null;
    }

    private static ImmutableArray<YamlEntry> EntriesOf(ReadOnlySpan<YamlNode> nodes, DiagnosticBag diagnostics)
    {
        int count = nodes.Length / 2;
        Dictionary<string, YamlScalar>? keys = count > ScannedMax ? new(count, StringComparer.Ordinal) : null;
        ImmutableArray<YamlEntry>.Builder entries = ImmutableArray.CreateBuilder<YamlEntry>(count);
        for (int i = 0; i < nodes.Length; i += 2)
        {
            if (nodes[i] is not YamlScalar key)
            {
                // What is broken was reported.
                if (nodes[i] is not YamlBroken)
                {
                    diagnostics.ReportKeyNotText(nodes[i].Span);
                }
            }
            else if (key.Text == MergeKey)
            {
                diagnostics.ReportMergeKey(key.Span);
            }
            else if ((keys is null ? Find(entries, key.Text) : keys.GetValueOrDefault(key.Text)) is { } first)
            {
                diagnostics.ReportDuplicateKey(key.Span, key.Text, first.Span);
            }
            else
            {
                entries.Add(new YamlEntry(key, nodes[i + 1]));
                keys?.Add(key.Text, key);
            }
        }

        return entries.DrainToImmutable();
    }

    private static YamlScalar? Find(ImmutableArray<YamlEntry>.Builder entries, string key)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Key.Text == key)
            {
                return entries[i].Key;
            }
        }

        return null;
    }
}
