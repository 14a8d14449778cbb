using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

public sealed class YamlSequence : YamlNode
{
    private YamlSequence(SourceSpan span, ImmutableArray<YamlNode> items, int size, int depth) : base(span)
    {
        Items = items;
        Size = size;
        Depth = depth;
    }

    public ImmutableArray<YamlNode> Items { get; }

    public override int Size { get; }

    public override int Depth { get; }

    internal static YamlSequence Create(SourceSpan start, ImmutableArray<YamlNode> items)
    {
        int size = 1;
        int innerDepth = 0;
        foreach (YamlNode item in items)
        {
            size += item.Size;
            innerDepth = Math.Max(innerDepth, item.Depth);
        }

        SourceSpan span = items.IsEmpty ? start : Over(start, items[^1].Span);
        return new YamlSequence(span, items, size, innerDepth + 1);
    }
}
