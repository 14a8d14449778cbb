using System.Collections.Immutable;
using System.Globalization;
using Authz.Policies.Syntax.Answers;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

/// <summary>`onAllow` and `onDeny` of a rule.</summary>
internal sealed class AnswerReader(DiagnosticBag diagnostics)
{
    private static readonly DictionaryShape HeadersShape =
        new(TextShape.HeaderName, new FreeTextShape(PolicyLimits.AnswerValueLengthMax), PolicyLimits.AnswerHeadersMax);

    private static readonly DictionaryShape QueryShape =
        new(TextShape.QueryText, new FreeTextShape(PolicyLimits.AnswerValueLengthMax), PolicyLimits.AnswerHeadersMax);

    private static readonly DictionaryShape MetadataShape =
        new(TextShape.MetadataKey, new FreeTextShape(PolicyLimits.ProseLengthMax), PolicyLimits.AnswerMetadataMax);

    private static readonly MappingShape RequestHeadersShape = new(
        "`headers`",
        KeyShape.Optional("set", HeadersShape, "Headers that the service gets, in place of any that the client sent."),
        KeyShape.Optional("append", HeadersShape, "Text behind a header that the client sent; if it sent none, nothing is added."),
        KeyShape.Optional("remove", new ListShape(TextShape.HeaderName), "Headers that the service does not get."))
    {
        AtLeastOne = ["set", "append", "remove"],
    };

    private static readonly MappingShape ResponseHeadersShape = new(
        "the response's headers",
        KeyShape.Optional("set", HeadersShape, "Headers that the client gets, in place of others of that name."),
        KeyShape.Optional("append", HeadersShape, "Headers that the client gets beside others of that name."))
    {
        AtLeastOne = ["set", "append"],
    };

    private static readonly MappingShape QueryChangesShape = new(
        "`query`",
        KeyShape.Optional("set", QueryShape, "Query parameters, in place of any of that name."),
        KeyShape.Optional("remove", new ListShape(TextShape.QueryText), "Query parameters that the service does not get."))
    {
        AtLeastOne = ["set", "remove"],
    };

    private static readonly MappingShape ProblemShape = new(
        "`problem`",
        KeyShape.Optional("type", TextShape.StringOrUri, "A URI that names the kind of refusal; left out: about:blank."),
        KeyShape.Optional("title", TextShape.Line, "The refusal in a few words; left out: those of the status."),
        KeyShape.Optional("detail", TextShape.Line, "What the caller may do about it."))
    {
        AtLeastOne = ["type", "title", "detail"],
    };

    internal static readonly MappingShape AllowShape = new(
        "`onAllow`",
        KeyShape.Optional("headers", RequestHeadersShape, "Changes to the request's headers."),
        KeyShape.Optional("query", QueryChangesShape, "Changes to the request's query."),
        KeyShape.Optional("responseHeaders", ResponseHeadersShape, "Changes to the headers of the response."),
        KeyShape.Optional("metadata", MetadataShape, "Entries of Envoy's dynamic metadata, for its access log."));

    internal static readonly MappingShape DenyShape = new(
        "`onDeny`",
        KeyShape.Optional("status", new FreeTextShape(3), "The HTTP status, from 400 to 599; left out: 403."),
        KeyShape.Optional("headers", ResponseHeadersShape, "Headers of the refusal."),
        KeyShape.Optional("problem", ProblemShape, "What the refusal says (RFC 9457)."),
        KeyShape.Optional("metadata", MetadataShape, "Entries of Envoy's dynamic metadata, for its access log."));

    private static readonly ValueName PairValue = ValueName.OfConcept("a value");

    public AllowAnswerSyntax? ReadAllow(YamlNode? node)
    {
        if (node is null || !MappingReader.TryOpen(node, AllowShape, diagnostics, out MappingReader reader))
        {
            return null;
        }

        var answer = new AllowAnswerSyntax(reader.Span)
        {
            Headers = ReadHeaders(reader.Find("headers"), RequestHeadersShape),
            ResponseHeaders = ReadHeaders(reader.Find("responseHeaders"), ResponseHeadersShape),
            Metadata = ReadPairs(reader.Find("metadata"), "metadata", PolicyLimits.AnswerMetadataMax),
        };
        return reader.Find("query") is { } query
            && MappingReader.TryOpen(query, QueryChangesShape, diagnostics, out MappingReader changes)
            ? answer with
            {
                SetQuery = ReadPairs(changes.Find("set"), "set", PolicyLimits.AnswerHeadersMax),
                RemoveQuery = changes.Texts("remove"),
            }
            : answer;
    }

    public DenyAnswerSyntax? ReadDeny(YamlNode? node)
    {
        if (node is null || !MappingReader.TryOpen(node, DenyShape, diagnostics, out MappingReader reader))
        {
            return null;
        }

        var answer = new DenyAnswerSyntax(reader.Span)
        {
            Status = ReadStatus(reader.FreeText("status")),
            Headers = ReadHeaders(reader.Find("headers"), ResponseHeadersShape),
            Metadata = ReadPairs(reader.Find("metadata"), "metadata", PolicyLimits.AnswerMetadataMax),
        };
        return reader.Find("problem") is { } problem
            && MappingReader.TryOpen(problem, ProblemShape, diagnostics, out MappingReader words)
            ? answer with
            {
                ProblemType = words.Text("type"),
                ProblemTitle = words.Text("title"),
                ProblemDetail = words.Text("detail"),
            }
            : answer;
    }

    private Located<int>? ReadStatus(Located<string>? text)
    {
        if (text is not { } there)
        {
            return null;
        }

        if (int.TryParse(there.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 400 and <= 599)
        {
            return new Located<int>(status, there.Span);
        }

        diagnostics.ReportInvalidStatus(there);
        return null;
    }

    private HeaderChangesSyntax ReadHeaders(YamlNode? node, MappingShape shape)
    {
        if (node is null || !MappingReader.TryOpen(node, shape, diagnostics, out MappingReader reader))
        {
            return HeaderChangesSyntax.None;
        }

        return new HeaderChangesSyntax(
            ReadPairs(reader.Find("set"), "set", PolicyLimits.AnswerHeadersMax),
            ReadPairs(reader.Find("append"), "append", PolicyLimits.AnswerHeadersMax),
            shape == RequestHeadersShape ? reader.Texts("remove") : []);
    }

    private ImmutableArray<PairSyntax> ReadPairs(YamlNode? node, string key, int max)
    {
        if (node is null
            || ValueReader.Mapping(node, ValueName.OfKey(key), diagnostics) is not { } mapping
            || ValueReader.IsTooLong(node, ValueName.OfKey(key), mapping.Entries.Length, max, diagnostics))
        {
            return [];
        }

        ImmutableArray<PairSyntax>.Builder pairs = ImmutableArray.CreateBuilder<PairSyntax>(mapping.Entries.Length);
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (ValueReader.FreeText(entry.Value, PairValue, diagnostics) is { } value)
            {
                pairs.Add(new PairSyntax(entry.Key.Located, value));
            }
        }

        return pairs.DrainToImmutable();
    }
}
