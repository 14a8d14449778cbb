using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Answers;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Syntax.Reading.Conditions;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class RuleReader(DiagnosticBag diagnostics)
{
    internal static readonly WordSet<Effect> Effects =
        new((EffectWords.Of(Effect.Allow), Effect.Allow), (EffectWords.Of(Effect.Deny), Effect.Deny));

    internal static readonly MappingShape Shape = new(
        "a rule",
        KeyShape.Required("name", TextShape.Name, "The name, unique within the policy."),
        KeyShape.Required("effect", Effects.Shape, "A deny that matches beats every allow."),
        KeyShape.Optional("operations", new ListShape(TextShape.OperationName), "Operations of the services, by name."),
        KeyShape.Optional("methods", new ListShape(TextShape.MethodOrAll), "Methods, in capitals; `*` alone: every method."),
        KeyShape.Optional("paths", new ListShape(TextShape.PathPattern), "Patterns below the base path; `/**`: every path."),
        KeyShape.Optional("when", ConditionShapes.List, "Conditions that must all hold."),
        KeyShape.Optional("onAllow", AnswerReader.AllowShape, "Of an allow rule: what becomes of the request and its response."),
        KeyShape.Optional("onDeny", AnswerReader.DenyShape, "Of a deny rule: what the caller is told."))
    {
        Rules =
        [
            new KeyRule("operations") { Excludes = ["methods", "paths"] },
            new KeyRule("effect", EffectWords.Of(Effect.Allow)) { Needs = [["operations"], ["methods", "paths"]], Excludes = ["onDeny"] },
            new KeyRule("effect", EffectWords.Of(Effect.Deny)) { Excludes = ["onAllow"] },
        ],
    };

    private readonly ConditionReader conditions = new(diagnostics);
    private readonly AnswerReader answers = new(diagnostics);

    public ImmutableArray<RuleSyntax> Read(ImmutableArray<YamlNode> nodes)
    {
        ImmutableArray<RuleSyntax>.Builder rules = ImmutableArray.CreateBuilder<RuleSyntax>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            if (ReadRule(node) is { } rule)
            {
                rules.Add(rule);
            }
        }

        return rules.DrainToImmutable();
    }

    private RuleSyntax? ReadRule(YamlNode node)
    {
        if (!MappingReader.TryOpen(node, Shape, diagnostics, out MappingReader rule))
        {
            return null;
        }

        Located<string>? name = rule.Text("name");
        Located<Effect>? effect = rule.Word("effect", Effects);
        ImmutableArray<Located<string>> operations = rule.TextsOrDefault("operations");
        ImmutableArray<Located<string>> methods = rule.TextsOrDefault("methods");
        ImmutableArray<Located<string>> paths = rule.TextsOrDefault("paths");
        ImmutableArray<ConditionSyntax> when = conditions.Read(rule.Items("when"));
        AllowAnswerSyntax? onAllow = answers.ReadAllow(rule.Find("onAllow"));
        DenyAnswerSyntax? onDeny = answers.ReadDeny(rule.Find("onDeny"));
        // Without an effect a rule is an error, and kept as a deny: what else is wrong with it is to be said too.
        return name is null
            ? null
            : new RuleSyntax(rule.Span, name.Value, effect ?? new Located<Effect>(Effect.Deny, rule.Span))
            {
                HasEffect = effect is not null,
                Operations = operations,
                Methods = methods,
                Paths = paths,
                When = when,
                OnAllow = onAllow,
                OnDeny = onDeny,
            };
    }
}
