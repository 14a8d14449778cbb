using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Authz.Policies.Syntax.Yaml.Plain;
using Authz.Policies.Syntax.Yaml.SyntaxErrors;
using Authz.Policies.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>The parser's events to trees with places: one file, once.</summary>
internal sealed class YamlFileReader
{
    private readonly SourceText source;
    private readonly ReadingLimits limits;
    private readonly DiagnosticBag diagnostics;
    private readonly Parser parser;

    // What was read of the lists and mappings that are open, the innermost last: one list instead of one for each.
    private readonly List<YamlNode> items = [];
    private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
    private int aliasedNodes;

    // Where the document before ends: the parser's start of a document may be the place of its first error.
    private int previousEnd;
    private bool isStopped;

    private YamlFileReader(SourceText source, ReadingLimits limits, DiagnosticBag diagnostics)
    {
        this.source = source;
        this.limits = limits;
        this.diagnostics = diagnostics;
        parser = new Parser(new StringReader(source.Text));
    }

    /// <summary>The event that is read next; meaningless once reading has stopped.</summary>
    private ParsingEvent Current { get; set; } = new StreamStart();

    public static YamlFile Read(SourceText source, DiagnosticBag diagnostics) =>
        Read(source, ReadingLimits.OfPolicies, diagnostics);

    public static YamlFile Read(SourceText source, ReadingLimits limits, DiagnosticBag diagnostics) =>
        PlainFileReader.TryRead(source, limits) ?? ReadByParser(source, limits, diagnostics);

    internal static YamlFile ReadByParser(SourceText source, ReadingLimits limits, DiagnosticBag diagnostics) =>
        new YamlFileReader(source, limits, diagnostics).ReadFile();

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

        previousEnd = SpanOf(Current).Span.End;
    }

    /// <summary>The value at the current event and everything in it; null once reading has stopped.</summary>
    private YamlNode? ReadNode(int depth)
    {
        ParsingEvent current = Current;
        if (current is not AnchorAlias and not Scalar && depth == limits.NestingMax)
        {
            diagnostics.ReportNestedTooDeeply(SpanOf(current), limits.NestingMax);
            isStopped = true;
            return null;
        }

        YamlNode? node = current switch
        {
            AnchorAlias alias => ReadAlias(alias, depth),
            Scalar scalar => ReadScalar(scalar),
            SequenceStart sequence => ReadSequence(sequence, depth + 1),
            MappingStart mapping => ReadMapping(mapping, depth + 1),
            _ => StopAt(current),
        };
        if (node is not null && current is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            anchors[anchored.Anchor.Value] = node;
        }

        return node;
    }

    // The parser does not always see that a key or its value is missing, and goes on with what comes behind.
    private YamlNode? StopAt(ParsingEvent unexpected)
    {
        ReportSyntaxError(unexpected.Start, unexpected.Start);
        return null;
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
        if (aliasedNodes > limits.AliasedNodesMax)
        {
            diagnostics.ReportAliasesTooLarge(span, limits.AliasedNodesMax);
            isStopped = true;
            return null;
        }

        if (depth + node.Depth > limits.NestingMax)
        {
            diagnostics.ReportNestedTooDeeply(span, limits.NestingMax);
            isStopped = true;
            return null;
        }

        return node;
    }

    private YamlNode ReadScalar(Scalar scalar)
    {
        SourceSpan span = SpanOf(scalar);
        Advance();
        if (scalar.Value.Length > limits.ValueLengthMax)
        {
            diagnostics.ReportValueTooLong(span, limits.ValueLengthMax);
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
        int first = items.Count;
        Advance();
        while (!isStopped && Current is not SequenceEnd)
        {
            if (ReadNode(depth) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        Advance();
        ImmutableArray<YamlNode> read = [.. CollectionsMarshal.AsSpan(items)[first..]];
        items.RemoveRange(first, items.Count - first);
        return isStopped ? null : YamlSequence.Create(SpanOf(start), read);
    }

    private YamlMapping? ReadMapping(MappingStart start, int depth)
    {
        CheckTag(start, CoreSchema.MappingTag);
        int first = items.Count;
        Advance();
        while (!isStopped && Current is not MappingEnd)
        {
            if (ReadNode(depth) is not { } key || isStopped || ReadNode(depth) is not { } value)
            {
                return null;
            }

            items.Add(key);
            items.Add(value);
        }

        Advance();
        if (isStopped)
        {
            return null;
        }

        YamlMapping mapping = YamlMapping.Create(SpanOf(start), CollectionsMarshal.AsSpan(items)[first..], diagnostics);
        items.RemoveRange(first, items.Count - first);
        return mapping;
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
            ReportSyntaxError(exception.Start, exception.End);
        }
        catch (Exception exception) when (IsParsersOwn(exception))
        {
            ReportSyntaxError(Mark.Empty, Mark.Empty);
        }
    }

    // The parser passes on what it stumbles over itself: an escape beyond Unicode, a list that is not closed.
    private static bool IsParsersOwn(Exception exception) =>
        exception is ArgumentException or InvalidOperationException or FormatException or OverflowException;

    /// <param name="start">Empty: the parser does not say where it is.</param>
    private void ReportSyntaxError(Mark start, Mark end)
    {
        bool isPlaced = start.Index > 0 || end.Index > 0;
        TextSpan place = isPlaced ? SpanOf(start, end) : new TextSpan(SpanOf(Current).Span.End, 0);
        SyntaxError error = SyntaxErrorFinder.Find(source, previousEnd, new ParserComplaint(place, isPlaced));
        diagnostics.ReportYamlSyntax(new SourceSpan(source, error.Span), error.Problem, error.Help);
        isStopped = true;
    }

    private SourceSpan SpanOf(ParsingEvent parsingEvent) => new(source, SpanOf(parsingEvent.Start, parsingEvent.End));

    private TextSpan SpanOf(Mark startMark, Mark endMark)
    {
        int start = Math.Clamp((int)startMark.Index, 0, source.Text.Length);
        int end = Math.Clamp((int)endMark.Index, start, source.Text.Length);
        return new TextSpan(start, end - start);
    }
}
