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
        KeyShape.Optional("rule", TextShape.NameOfRule, "The rule that decides: policy/rule."),
        KeyShape.Optional("reason", new WordShape(ReasonTokens.All), "The reason of the decision."));

    private static readonly MappingShape CaseShape = new(
        "a test case",
        KeyShape.Required("name", TextShape.Line, "What the case shows; unique within the test."),
        KeyShape.Required("request", TestRequestReader.Shape, "What is asked."),
        KeyShape.Required("expect", ExpectationShape, "What is to be answered."));

    internal static readonly MappingShape Shape = new(
        "a PolicyTest", KeyShape.Required("cases", new ListShape(CaseShape), "Requests, and what is to come of them."));

    private readonly TestRequestReader requests = new(diagnostics);

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
        TestRequestSyntax? request = requests.Read(testCase.Find("request"));
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
}
