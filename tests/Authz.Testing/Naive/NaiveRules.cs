using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;
using Authz.Testing.Naive.Conditions;

namespace Authz.Testing.Naive;

/// <summary>Whether a rule speaks of a call, and its conditions hold.</summary>
internal sealed class NaiveRules(PolicySyntax policies)
{
    /// <summary>
    /// An allow rule matches where its conditions are true on one of the ways, a deny rule where they are true or
    /// unknown.
    /// </summary>
    public bool Matches(RuleSyntax rule, NaiveCall call) =>
        MatchesMethods(rule, call) && WaysOf(rule, call).Any(way =>
        {
            Ternary held = new NaiveConditions(policies, call, way).Every(rule.When);
            return rule.Effect.Value switch
            {
                Effect.Allow => held == Ternary.True,
                Effect.Deny => held != Ternary.False,
            };
        });

    private static IEnumerable<NaiveWay> WaysOf(RuleSyntax rule, NaiveCall call)
    {
        if (call.Request.IsConnection)
        {
            bool isSaid = rule.Operations.IsDefault && (rule.Paths.IsDefault || Names(rule.Paths, "/**"));
            return isSaid ? [new NaiveWay(null, call.Path, false)] : [];
        }

        if (!rule.Operations.IsDefault)
        {
            IEnumerable<(string Id, NaiveWay Way)> called = rule.Effect.Value switch
            {
                Effect.Allow => NaiveOperations.Exact(call),
                Effect.Deny => NaiveOperations.OnAnyReading(call),
            };
            return called.Where(operation => Names(rule.Operations, operation.Id)).Select(operation => operation.Way);
        }

        if (rule.Paths.IsDefault)
        {
            return [new NaiveWay(null, call.Path, false)];
        }

        return
            from pattern in rule.Paths.Select(path => new NaivePattern(path.Value))
            from way in rule.Effect.Value switch
            {
                Effect.Allow => [new NaiveWay(pattern, call.Path, false)],
                Effect.Deny => NaiveOperations.WithSlashMoreOrLess(call.Path)
                    .Select(path => new NaiveWay(pattern, path, true)),
            }
            where pattern.Matches(way.Path, way.IgnoreCase)
            select way;
    }

    private static bool MatchesMethods(RuleSyntax rule, NaiveCall call) =>
        rule.Methods.IsDefault || Names(rule.Methods, "*")
        || (!call.Request.IsConnection && Names(rule.Methods, call.Method));

    private static bool Names(ImmutableArray<Located<string>> values, string value) =>
        values.Any(declared => declared.Value == value);
}
