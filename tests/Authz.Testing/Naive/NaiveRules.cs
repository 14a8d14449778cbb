using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Testing.Naive;

/// <summary>Whether a rule speaks of a call.</summary>
internal static class NaiveRules
{
    public static bool Matches(RuleSyntax rule, NaiveCall call) =>
        MatchesOperations(rule, call) && MatchesMethods(rule, call) && MatchesPaths(rule, call);

    private static bool MatchesOperations(RuleSyntax rule, NaiveCall call)
    {
        if (rule.Operations.IsDefault)
        {
            return true;
        }

        IEnumerable<string> called = rule.Effect.Value switch
        {
            Effect.Allow => NaiveOperations.Exact(call),
            Effect.Deny => NaiveOperations.OnAnyReading(call),
        };
        return called.Any(id => Names(rule.Operations, id));
    }

    private static bool MatchesMethods(RuleSyntax rule, NaiveCall call) =>
        rule.Methods.IsDefault || Names(rule.Methods, "*") || Names(rule.Methods, call.Method);

    private static bool MatchesPaths(RuleSyntax rule, NaiveCall call)
    {
        if (rule.Paths.IsDefault)
        {
            return true;
        }

        IEnumerable<NaivePattern> patterns = rule.Paths.Select(path => new NaivePattern(path.Value));
        return rule.Effect.Value switch
        {
            Effect.Allow => patterns.Any(pattern => pattern.Matches(call.Path, ignoreCase: false)),
            Effect.Deny => patterns.Any(pattern => NaiveOperations.WithSlashMoreOrLess(call.Path)
                .Any(path => pattern.Matches(path, ignoreCase: true))),
        };
    }

    private static bool Names(ImmutableArray<Located<string>> values, string value) =>
        values.Any(declared => declared.Value == value);
}
