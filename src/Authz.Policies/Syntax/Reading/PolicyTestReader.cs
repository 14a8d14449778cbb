using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class PolicyTestReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape TestShape = new("a PolicyTest", "cases");
    private static readonly MappingShape CaseShape = new("a test case", "name", "request", "expect");
    private static readonly MappingShape ExpectationShape = new("`expect`", "decision", "rule", "reason");

    private static readonly MappingShape RequestShape =
        new("`request`", "from", "to", "host", "method", "path", "rawPath", "headers", "time");

    private static readonly ValueName HeaderName = ValueName.OfConcept("a header");

    public PolicyTestSyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var test = new PolicyTestSyntax(span, metadata);
        if (!MappingReader.TryOpen(spec, TestShape, diagnostics, out MappingReader reader))
        {
            return test;
        }

        ImmutableArray<TestCaseSyntax>.Builder cases = ImmutableArray.CreateBuilder<TestCaseSyntax>();
        foreach (YamlNode node in reader.RequireItems("cases"))
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

        Located<string>? name = testCase.RequireText("name");
        TestRequestSyntax? request = ReadRequest(testCase.Require("request"));
        if (testCase.Require("expect") is not { } expect
            || !MappingReader.TryOpen(expect, ExpectationShape, diagnostics, out MappingReader expectation))
        {
            return null;
        }

        Located<Effect>? decision = expectation.RequireWord("decision", RuleReader.Effects);
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
        Located<string>? to = reader.RequireText("to");
        Located<string>? method = reader.RequireText("method");
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
