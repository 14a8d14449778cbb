using System.Collections.Immutable;
using Authz.Policies.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>The parser's events to trees with places: one file, once.</summary>
internal sealed class YamlFileReader
{
    private readonly SourceText source;
    private readonly DiagnosticBag diagnostics;
    private readonly Parser parser;
    private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
    private int aliasedNodes;
    private bool isStopped;

    private YamlFileReader(SourceText source, DiagnosticBag diagnostics)
    {
        this.source = source;
        this.diagnostics = diagnostics;
        parser = new Parser(new StringReader(source.Text));
    }

    /// <summary>The event that is read next; meaningless once reading has stopped.</summary>
    private ParsingEvent Current { get; set; } = new StreamStart();

    public static YamlFile Read(SourceText source, DiagnosticBag diagnostics) =>
        new YamlFileReader(source, diagnostics).ReadFile();

    private YamlFile ReadFile()
    {
        ImmutableArray<YamlNode>.Builder documents = ImmutableArray.CreateBuilder<YamlNode>();
        Advance();
        while (!isStopped && Current is not StreamEnd)
        {
            if (Current is DocumentStart start)
            {
                ReadDocument(start, documents);
            }
            else
            {
                Advance();
            }
        }

        return new YamlFile(documents.DrainToImmutable(), !isStopped);
    }

    private void ReadDocument(DocumentStart start, ImmutableArray<YamlNode>.Builder documents)
    {
        if (documents.Count == PolicyLimits.DocumentsPerFileMax)
        {
            diagnostics.ReportTooManyDocuments(SpanOf(start));
            isStopped = true;
            return;
        }

        if (start.Version is { Version: { Major: not 1 } or { Minor: not 2 } } directive)
        {
            diagnostics.ReportYamlVersion(SpanOf(start), $"{directive.Version.Major}.{directive.Version.Minor}");
        }

        anchors.Clear();
        Advance();
        YamlNode? document = isStopped ? null : ReadNode(0);

        // What is cut short by an error would only give further errors.
        if (document is not null && !isStopped)
        {
            documents.Add(document);
        }
    }

    /// <summary>The value at the current event and everything in it; null once reading has stopped.</summary>
    private YamlNode? ReadNode(int depth)
    {
        ParsingEvent current = Current;
        if (current is not AnchorAlias and not Scalar && depth == PolicyLimits.NestingMax)
        {
            diagnostics.ReportNestedTooDeeply(SpanOf(current));
            isStopped = true;
            return null;
        }

        YamlNode? node = current switch
        {
            AnchorAlias alias => ReadAlias(alias, depth),
            Scalar scalar => ReadScalar(scalar),
            SequenceStart sequence => ReadSequence(sequence, depth + 1),
            MappingStart mapping => ReadMapping(mapping, depth + 1),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (node is not null && current is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            anchors[anchored.Anchor.Value] = node;
        }

        return node;
    }

    private YamlNode? ReadAlias(AnchorAlias alias, int depth)
    {
        SourceSpan span = SpanOf(alias);
        Advance();
        if (!anchors.TryGetValue(alias.Value.Value, out YamlNode? node))
        {
            diagnostics.ReportUnknownAnchor(span, alias.Value.Value);
            return new YamlBroken(span);
        }

        // Aliases of aliases multiply: the values that they stand for are counted, not the aliases.
        aliasedNodes += node.Size;
        if (aliasedNodes > PolicyLimits.AliasedNodesMax)
        {
            diagnostics.ReportAliasesTooLarge(span);
            isStopped = true;
            return null;
        }

        if (depth + node.Depth > PolicyLimits.NestingMax)
        {
            diagnostics.ReportNestedTooDeeply(span);
            isStopped = true;
            return null;
        }

        return node;
    }

    private YamlNode ReadScalar(Scalar scalar)
    {
        SourceSpan span = SpanOf(scalar);
        Advance();
        if (scalar.Value.Length > PolicyLimits.ValueLengthMax)
        {
            diagnostics.ReportValueTooLong(span);
            return new YamlBroken(span);
        }

        YamlScalarType type = scalar.Style == ScalarStyle.Plain ? CoreSchema.TypeOf(scalar.Value) : YamlScalarType.Text;
        if (scalar.Tag.IsEmpty)
        {
            return new YamlScalar(span, scalar.Value, type);
        }

        bool? fits = scalar.Tag.Value switch
        {
            "!" or CoreSchema.TextTag => true,
            CoreSchema.NullTag => type == YamlScalarType.Null,
            CoreSchema.BooleanTag => type == YamlScalarType.Boolean,
            CoreSchema.IntegerTag or CoreSchema.FloatTag => type == YamlScalarType.Number,
            _ => null,
        };
        if (fits != true)
        {
            diagnostics.ReportUnknownTag(span, scalar.Tag.Value);
            return new YamlBroken(span);
        }

        bool isText = scalar.Tag.Value is "!" or CoreSchema.TextTag;
        return new YamlScalar(span, scalar.Value, isText ? YamlScalarType.Text : type);
    }

    private YamlSequence? ReadSequence(SequenceStart start, int depth)
    {
        CheckTag(start, CoreSchema.SequenceTag);
        ImmutableArray<YamlNode>.Builder items = ImmutableArray.CreateBuilder<YamlNode>();
        int size = 1;
        int innerDepth = 0;
        Advance();
        while (!isStopped && Current is not SequenceEnd)
        {
            if (ReadNode(depth) is not { } item)
            {
                return null;
            }

            items.Add(item);
            size += item.Size;
            innerDepth = Math.Max(innerDepth, item.Depth);
        }

        Advance();
        SourceSpan span = SpanOver(SpanOf(start), items.Count == 0 ? null : items[^1].Span);
        return isStopped ? null : new YamlSequence(span, items.DrainToImmutable(), size, innerDepth + 1);
    }

    private YamlMapping? ReadMapping(MappingStart start, int depth)
    {
        CheckTag(start, CoreSchema.MappingTag);
        var builder = new YamlMappingBuilder(diagnostics);
        Advance();
        while (!isStopped && Current is not MappingEnd)
        {
            if (ReadNode(depth) is not { } key || isStopped || ReadNode(depth) is not { } value)
            {
                return null;
            }

            builder.Add(key, value);
        }

        Advance();
        return isStopped ? null : builder.Build(SpanOf(start));
    }

    private void CheckTag(NodeEvent node, string expected)
    {
        if (!node.Tag.IsEmpty && node.Tag.Value != "!" && node.Tag.Value != expected)
        {
            diagnostics.ReportUnknownTag(SpanOf(node), node.Tag.Value);
        }
    }

    private void Advance()
    {
        if (isStopped)
        {
            return;
        }

        try
        {
            if (!parser.MoveNext())
            {
                isStopped = true;
                return;
            }

            // An event stays current until the next one: MoveNext has just set it.
            Current = parser.Current ?? throw new System.Diagnostics.UnreachableException();
        }
        catch (YamlException exception)
        {
            ReportSyntaxError(exception.Start, exception.Message);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The parser passes on what a conversion of an impossible escape throws; it has no place then.
            ReportSyntaxError(Current.End, "a value cannot be read");
        }
    }

    private void ReportSyntaxError(Mark where, string problem)
    {
        int offset = Math.Clamp((int)where.Index, 0, source.Text.Length);
        diagnostics.ReportYamlSyntax(new SourceSpan(source, new TextSpan(offset, 0)), YamlProblem.Phrase(problem));
        isStopped = true;
    }

    private SourceSpan SpanOf(ParsingEvent parsingEvent)
    {
        int start = Math.Clamp((int)parsingEvent.Start.Index, 0, source.Text.Length);
        int end = Math.Clamp((int)parsingEvent.End.Index, start, source.Text.Length);
        return new SourceSpan(source, new TextSpan(start, end - start));
    }

    internal static SourceSpan SpanOver(SourceSpan start, SourceSpan? last) =>
        last is { } end && end.Span.End > start.Span.Start
            ? start with { Span = new TextSpan(start.Span.Start, end.Span.End - start.Span.Start) }
            : start;
}
