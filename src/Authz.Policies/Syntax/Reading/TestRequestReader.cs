using System.Collections.Immutable;
using Authz.Policies.Requests;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

/// <summary>The request of a test case.</summary>
internal sealed class TestRequestReader(DiagnosticBag diagnostics)
{
    private static readonly WordSet<ListenerPart> ListenerPartWords = new(
        (ListenerWords.Body, ListenerPart.Body),
        (ListenerWords.Sni, ListenerPart.Sni),
        (ListenerWords.Metadata, ListenerPart.Metadata));

    private static readonly DictionaryShape HeadersShape = new(
        TextShape.Any, new EitherShape(FreeTextShape.Any, new ListShape(FreeTextShape.Any)), RequestLimits.HeadersMax);

    private static readonly DictionaryShape ExtensionsShape =
        new(TextShape.Line, FreeTextShape.Any, PolicyLimits.TestExtensionsMax);

    private static readonly DictionaryShape MetadataShape = new(
        TextShape.Line,
        new DictionaryShape(TextShape.Any, JsonShape.Instance, PolicyLimits.ListItemsMax),
        PolicyLimits.TestFiltersMax);

    private static readonly MappingShape TokenShape = new(
        "`token`",
        KeyShape.Required("issuer", TextShape.Name, "The Issuer whose token it is."),
        KeyShape.Optional(
            "claims",
            new DictionaryShape(TextShape.Any, JsonShape.Instance, PolicyLimits.TestClaimsMax),
            "What it claims; left out: nothing."));

    internal static readonly MappingShape Shape = new(
        "`request`",
        KeyShape.Optional("from", TextShape.Name, "The building block that calls; left out: no credential names one."),
        KeyShape.Optional("token", TokenShape, "A verified token that comes with the call; left out: none."),
        KeyShape.Required("to", TextShape.NameOfPart, "The service that is called: block/service."),
        KeyShape.Optional("host", TextShape.Line, "The host; left out: the service's first."),
        KeyShape.Optional("method", TextShape.Any, "The method; a connection has none."),
        KeyShape.Optional("path", TextShape.Any, "The path below the service's base path."),
        KeyShape.Optional("rawPath", TextShape.Line, "The whole request target, as it is on the wire."),
        KeyShape.Optional("headers", HeadersShape, "Header lines; a list of values is a line each."),
        KeyShape.Optional("time", TimeShape.Instance, "When the request is made; left out: now."),
        KeyShape.Optional("sourceAddress", TextShape.Line, "The peer's address, without a port; left out: none."),
        KeyShape.Optional("sni", TextShape.Line, "The name in the client's TLS hello; left out: none."),
        KeyShape.Optional("contextExtensions", ExtensionsShape, "Context extensions of the route."),
        KeyShape.Optional("metadata", MetadataShape, "What Envoy's filters have noted, by filter."),
        KeyShape.Optional("body", JsonShape.Instance, "The body: text as it is sent, a mapping or a list as JSON."),
        KeyShape.Optional("bodyIsPartial", TrueShape.Instance, "The body was cut short."),
        KeyShape.Optional(
            "notSent", new ListShape(ListenerPartWords.Shape, 3), "What the listener does not send; the rest it sends."));

    private static readonly ValueName HeaderName = ValueName.OfConcept("a header");
    private static readonly ValueName ExtensionName = ValueName.OfConcept("a context extension");
    private static readonly ValueName FilterName = ValueName.OfConcept("a filter's metadata");

    public TestRequestSyntax? Read(YamlNode? node)
    {
        if (node is null || !MappingReader.TryOpen(node, Shape, diagnostics, out MappingReader reader))
        {
            return null;
        }

        Located<string>? to = reader.Text("to");
        var request = new TestRequestSyntax(reader.Span)
        {
            From = reader.Text("from"),
            Token = ReadToken(reader.Find("token")),
            To = to ?? default,
            Host = reader.Text("host"),
            Method = reader.Text("method"),
            Path = reader.Text("path"),
            RawPath = reader.Text("rawPath"),
            Headers = ReadHeaders(reader.Find("headers")),
            Time = reader.Time("time"),
            SourceAddress = reader.Text("sourceAddress"),
            Sni = reader.Text("sni"),
            ContextExtensions = ReadExtensions(reader.Find("contextExtensions")),
            Metadata = ReadMetadata(reader.Find("metadata")),
            Body = ReadBody(reader.Find("body")),
            BodyIsPartial = reader.IsTrue("bodyIsPartial") ? reader.Find("bodyIsPartial")?.Span : null,
            NotSent = ReadNotSent(reader.Items("notSent")),
        };
        return to is null ? null : request;
    }

    private ImmutableArray<TestHeaderSyntax> ReadHeaders(YamlNode? node)
    {
        if (node is null || ValueReader.Mapping(node, ValueName.OfKey("headers"), diagnostics) is not { } mapping)
        {
            return [];
        }

        ImmutableArray<TestHeaderSyntax>.Builder headers = ImmutableArray.CreateBuilder<TestHeaderSyntax>();
        foreach (YamlEntry entry in mapping.Entries)
        {
            ImmutableArray<YamlNode> values = entry.Value is YamlSequence
                ? ValueReader.Items(entry.Value, HeaderName, diagnostics)
                : [entry.Value];
            foreach (YamlNode value in values)
            {
                if (ValueReader.FreeText(value, HeaderName, diagnostics) is { } text)
                {
                    headers.Add(new TestHeaderSyntax(entry.Key.Located, text));
                }
            }
        }

        // More lines than a request may have would test the limit of the reader, and not a policy.
        bool areTooMany = ValueReader.IsTooLong(
            node, ValueName.OfKey("headers"), headers.Count, RequestLimits.HeadersMax, diagnostics);
        return areTooMany ? [] : headers.DrainToImmutable();
    }

    private ImmutableArray<TestExtensionSyntax> ReadExtensions(YamlNode? node)
    {
        ImmutableArray<TestExtensionSyntax>.Builder extensions = ImmutableArray.CreateBuilder<TestExtensionSyntax>();
        foreach (YamlEntry entry in EntriesOf(node, "contextExtensions", PolicyLimits.TestExtensionsMax))
        {
            if (ValueReader.FreeText(entry.Value, ExtensionName, diagnostics) is { } value)
            {
                extensions.Add(new TestExtensionSyntax(entry.Key.Located, value));
            }
        }

        return extensions.DrainToImmutable();
    }

    private ImmutableArray<TestMetadataSyntax> ReadMetadata(YamlNode? node)
    {
        ImmutableArray<TestMetadataSyntax>.Builder filters = ImmutableArray.CreateBuilder<TestMetadataSyntax>();
        foreach (YamlEntry entry in EntriesOf(node, "metadata", PolicyLimits.TestFiltersMax))
        {
            if (ValueReader.Mapping(entry.Value, FilterName, diagnostics) is { } noted
                && JsonWriter.Write(noted, diagnostics) is { } json)
            {
                filters.Add(new TestMetadataSyntax(entry.Key.Located, json));
            }
        }

        return filters.DrainToImmutable();
    }

    private TestTokenSyntax? ReadToken(YamlNode? node)
    {
        if (node is null || !MappingReader.TryOpen(node, TokenShape, diagnostics, out MappingReader reader))
        {
            return null;
        }

        YamlNode? claims = reader.Find("claims");
        bool areRight = claims is not null && !EntriesOf(claims, "claims", PolicyLimits.TestClaimsMax).IsEmpty;
        Located<string>? json = claims is not null && areRight ? JsonWriter.Write(claims, diagnostics) : null;
        return reader.Text("issuer") is { } issuer ? new TestTokenSyntax(reader.Span, issuer, json) : null;
    }

    // Text is sent as it stands, so that a test may also send what is no JSON.
    private Located<string>? ReadBody(YamlNode? node) => node switch
    {
        null => null,
        YamlScalar => ValueReader.FreeText(node, ValueName.OfKey("body"), diagnostics),
        _ => JsonWriter.Write(node, diagnostics),
    };

    private ImmutableArray<Located<ListenerPart>> ReadNotSent(ImmutableArray<YamlNode> items)
    {
        ValueName element = ValueName.OfElement("notSent");
        ImmutableArray<Located<ListenerPart>>.Builder words =
            ImmutableArray.CreateBuilder<Located<ListenerPart>>(items.Length);
        foreach (YamlNode item in items)
        {
            if (ValueReader.FreeText(item, element, diagnostics) is { } text
                && ListenerPartWords.Read(text, element, diagnostics) is { } word)
            {
                words.Add(word);
            }
        }

        return words.DrainToImmutable();
    }

    private ImmutableArray<YamlEntry> EntriesOf(YamlNode? node, string key, int max)
    {
        ValueName name = ValueName.OfKey(key);
        return node is null
            || ValueReader.Mapping(node, name, diagnostics) is not { } mapping
            || ValueReader.IsTooLong(node, name, mapping.Entries.Length, max, diagnostics)
            ? []
            : mapping.Entries;
    }
}
