using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class RuleReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape RuleShape = new(
        "a rule", ["name", "effect", "operations", "methods", "paths"], LaterKeys: ["when", "onAllow", "onDeny"]);

    internal static readonly WordSet<Effect> Effects =
        new((EffectWords.Of(Effect.Allow), Effect.Allow), (EffectWords.Of(Effect.Deny), Effect.Deny));

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
        if (!MappingReader.TryOpen(node, RuleShape, diagnostics, out MappingReader rule))
        {
            return null;
        }

        Located<string>? name = rule.RequireText("name");
        Located<Effect>? effect = rule.RequireWord("effect", Effects);
        ImmutableArray<Located<string>> operations = rule.TextsOrDefault("operations");
        ImmutableArray<Located<string>> methods = rule.TextsOrDefault("methods");
        ImmutableArray<Located<string>> paths = rule.TextsOrDefault("paths");
        return name is null || effect is null
            ? null
            : new RuleSyntax(rule.Span, name.Value, effect.Value)
            {
                Operations = operations,
                Methods = methods,
                Paths = paths,
            };
    }
}
