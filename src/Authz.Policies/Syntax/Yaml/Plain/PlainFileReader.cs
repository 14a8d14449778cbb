using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.Plain;

/// <summary>
/// Reads the YAML that policies are mostly written in - block mappings and lists, values and flow collections on one
/// line - several times as fast as the parser does. INVARIANT: it gives the tree that the parser's events give, or none: on
/// whatever it does not know, and on whatever there is something to say about, the parser reads the file instead.
/// </summary>
internal sealed class PlainFileReader
{
    private const string DocumentMarker = "---";

    private readonly SourceText source;
    private readonly ReadingLimits limits;
    private readonly PlainLines lines;
    private readonly PlainValueReader values;

    // What was read of the lists and mappings that are open, the innermost last.
    private readonly List<YamlNode> items = [];

    // Findings of duplicate keys and the like: one of them, and the file is the parser's.
    private readonly DiagnosticBag findings = new();
    private int count;

    private PlainFileReader(SourceText source, ReadingLimits limits, TextPool pool)
    {
        this.source = source;
        this.limits = limits;
        lines = new PlainLines(source.Text);
        values = new PlainValueReader(source, limits, items, pool, findings);
    }

    /// <summary>The end of the file was reached, and all of it was plain.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Null: it takes the parser to say what the file holds.</summary>
    /// <param name="pool">Of all files of a set: they say the same keys.</param>
    public static PlainFileReader? Open(SourceText source, ReadingLimits limits, TextPool pool) =>
        PlainLines.CanRead(source.Text) ? new PlainFileReader(source, limits, pool) : null;

    /// <summary>All documents at once; null as above.</summary>
    public static YamlFile? TryRead(SourceText source, ReadingLimits limits)
    {
        if (Open(source, limits, new TextPool()) is not { } reader)
        {
            return null;
        }

        ImmutableArray<YamlNode>.Builder documents = ImmutableArray.CreateBuilder<YamlNode>();
        while (reader.ReadNext() is { } document)
        {
            documents.Add(document);
        }

        return reader.IsWhole ? new YamlFile(documents.DrainToImmutable(), IsWhole: true) : null;
    }

    /// <summary>
    /// The next document. Null: that was the last, or the file is not plain, which <see cref="IsWhole"/> tells; what was read
    /// of a file that is not plain must be forgotten.
    /// </summary>
    public YamlMapping? ReadNext()
    {
        if (count == 0)
        {
            lines.MoveNext();
        }
        else if (lines.IsAtEnd)
        {
            IsWhole = true;
            return null;
        }

        // A second document without a marker before it is no document.
        if (lines.IsAtEnd || (lines.IsAtMarker ? !TryPassMarker() : count > 0))
        {
            return null;
        }

        bool isRead = count < PolicyLimits.DocumentsPerFileMax && lines.Indent == 0;
        YamlMapping? document = isRead ? ReadMapping(column: 0, depth: 0) : null;
        count++;
        return !findings.HasErrors && (lines.IsAtEnd || lines.IsAtMarker) ? document : null;
    }

    /// <summary>False: more than the marker is on its line, or nothing comes behind it.</summary>
    private bool TryPassMarker()
    {
        bool isAlone = lines.End - lines.Position == DocumentMarker.Length;
        lines.MoveNext();
        return isAlone && !lines.IsAtEnd && !lines.IsAtMarker;
    }

    /// <summary>The mapping whose first key is at the current position.</summary>
    /// <param name="column">Where its keys stand in their lines.</param>
    private YamlMapping? ReadMapping(int column, int depth)
    {
        if (depth == limits.NestingMax)
        {
            return null;
        }

        int start = lines.Position;
        int first = items.Count;
        do
        {
            if (values.ReadKey(lines.Position, out int afterKey) is not { } key)
            {
                return null;
            }

            items.Add(key);
            if (ReadEntry(afterKey, column, depth + 1) is not { } value)
            {
                return null;
            }

            items.Add(value);
        }
        while (lines.GoesOnAt(column));

        if (lines.IsDeeperThan(column))
        {
            return null;
        }

        YamlMapping mapping = YamlMapping.Create(SpanAt(start), CollectionsMarshal.AsSpan(items)[first..], findings);
        items.RemoveRange(first, items.Count - first);
        return mapping;
    }

    /// <summary>The value of a key, on its line or on the lines below.</summary>
    private YamlNode? ReadEntry(int position, int column, int depth)
    {
        if (!lines.IsBlankFrom(ref position))
        {
            return ReadInLine(position, column, depth);
        }

        lines.MoveNext();
        if (lines.IsAtEnd || lines.IsAtMarker)
        {
            return null;
        }

        if (lines.IsAtItem)
        {
            return lines.Indent >= column ? ReadSequence(lines.Indent, depth) : null;
        }

        return lines.Indent > column ? ReadMapping(lines.Indent, depth) : null;
    }

    private YamlSequence? ReadSequence(int column, int depth)
    {
        if (depth == limits.NestingMax)
        {
            return null;
        }

        int start = lines.Position;
        int first = items.Count;
        do
        {
            if (ReadItem(column, depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (lines.GoesOnAt(column) && lines.IsAtItem);

        if (lines.IsDeeperThan(column))
        {
            return null;
        }

        ImmutableArray<YamlNode> read = [.. CollectionsMarshal.AsSpan(items)[first..]];
        items.RemoveRange(first, items.Count - first);
        return YamlSequence.Create(SpanAt(start), read);
    }

    private YamlNode? ReadItem(int column, int depth)
    {
        int position = lines.Position + 1;
        if (lines.IsBlankFrom(ref position))
        {
            return null;
        }

        if (!values.IsKeyAt(position))
        {
            return ReadInLine(position, column, depth);
        }

        lines.Position = position;
        return ReadMapping(position - lines.Start, depth);
    }

    /// <summary>A value that ends on its line. A deeper line below would go on with it, or be a mistake.</summary>
    private YamlNode? ReadInLine(int position, int column, int depth)
    {
        if (values.Read(position, depth, out int end) is not { } value || !lines.EndsAt(end))
        {
            return null;
        }

        lines.MoveNext();
        return lines.IsDeeperThan(column) ? null : value;
    }

    private SourceSpan SpanAt(int start) => new(source, new TextSpan(start, 0));
}
