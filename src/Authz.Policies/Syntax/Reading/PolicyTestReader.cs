using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class PolicyTestReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape ExpectationShape = new(
        "`expect`",
        KeyShape.Required("decision", RuleReader.Effects.Shape, "Whether the request is allowed."),
        KeyShape.Optional("rule", TextShape.NameOfPart, "The rule that decides: policy/rule."),
        KeyShape.Optional("reason", new WordShape(ReasonTokens.All), "The reason of the decision."));

    private static readonly DictionaryShape HeadersShape = new(
        TextShape.Any, new EitherShape(FreeTextShape.Any, new ListShape(FreeTextShape.Any)), Requests.RequestLimits.HeadersMax);

    private static readonly MappingShape RequestShape = new(
        "`request`",
        KeyShape.Optional("from", TextShape.Name, "The building block that calls; left out: a caller without credentials."),
        KeyShape.Required("to", TextShape.NameOfPart, "The service that is called: block/service."),
        KeyShape.Optional("host", TextShape.Line, "The host; left out: the service's first."),
        KeyShape.Required("method", TextShape.Any, "The method."),
        KeyShape.Optional("path", TextShape.Any, "The path below the service's base path."),
        KeyShape.Optional("rawPath", TextShape.Line, "The whole request target, as it is on the wire."),
        KeyShape.Optional("headers", HeadersShape, "Header lines; a list of values is a line each."),
        KeyShape.Optional("time", TimeShape.Instance, "When the request is made; left out: now."))
    {
        ExactlyOne = ["path", "rawPath"],
    };

    private static readonly MappingShape CaseShape = new(
        "a test case",
        KeyShape.Required("name", TextShape.Line, "What the case shows; unique within the test."),
        KeyShape.Required("request", RequestShape, "What is asked."),
        KeyShape.Required("expect", ExpectationShape, "What is to be answered."));

    internal static readonly MappingShape Shape = new(
        "a PolicyTest", KeyShape.Required("cases", new ListShape(CaseShape), "Requests, and what is to come of them."));

    private static readonly ValueName HeaderName = ValueName.OfConcept("a header");

    public PolicyTestSyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var test = new PolicyTestSyntax(span, metadata);
        if (!MappingReader.TryOpen(spec, Shape, diagnostics, out MappingReader reader))
        {
            return test;
        }

        ImmutableArray<TestCaseSyntax>.Builder cases = ImmutableArray.CreateBuilder<TestCaseSyntax>();
        foreach (YamlNode node in reader.Items("cases"))
        {
            if (ReadCase(node) is { } testCase)
            {
                cases.Add(testCase);
            }
        }

        return test with { Cases = cases.DrainToImmutable() };
    }

    private TestCaseSyntax? ReadCase(YamlNode node)
    {
        if (!MappingReader.TryOpen(node, CaseShape, diagnostics, out MappingReader testCase))
        {
            return null;
        }

        Located<string>? name = testCase.Text("name");
        TestRequestSyntax? request = ReadRequest(testCase.Find("request"));
        if (testCase.Find("expect") is not { } expect
            || !MappingReader.TryOpen(expect, ExpectationShape, diagnostics, out MappingReader expectation))
        {
            return null;
        }

        Located<Effect>? decision = expectation.Word("decision", RuleReader.Effects);
        Located<string>? rule = expectation.Text("rule");
        Located<string>? reason = expectation.Text("reason");
        return name is null || request is null || decision is null
            ? null
            : new TestCaseSyntax(testCase.Span, name.Value, request)
            {
                Decision = decision.Value,
                Rule = rule,
                Reason = reason,
            };
    }

    private TestRequestSyntax? ReadRequest(YamlNode? node)
    {
        if (node is null || !MappingReader.TryOpen(node, RequestShape, diagnostics, out MappingReader reader))
        {
            return null;
        }

        Located<string>? from = reader.Text("from");
        Located<string>? to = reader.Text("to");
        Located<string>? method = reader.Text("method");
        var request = new TestRequestSyntax(reader.Span)
        {
            From = from,
            To = to ?? default,
            Host = reader.Text("host"),
            Method = method ?? default,
            Path = reader.Text("path"),
            RawPath = reader.Text("rawPath"),
            Headers = ReadHeaders(reader.Find("headers")),
            Time = reader.Time("time"),
        };
        return to is null || method is null ? null : request;
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
            node, ValueName.OfKey("headers"), headers.Count, Requests.RequestLimits.HeadersMax, diagnostics);
        return areTooMany ? [] : headers.DrainToImmutable();
    }
}
