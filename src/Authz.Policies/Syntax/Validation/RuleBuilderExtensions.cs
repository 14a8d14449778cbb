using System.Collections.Immutable;
using Authz.Policies.Text;
using FluentValidation;

namespace Authz.Policies.Syntax.Validation;

internal static class RuleBuilderExtensions
{
    /// <summary>The value must satisfy a condition; otherwise it is reported in this way.</summary>
    public static void Holds<T, TValue>(
        this IRuleBuilder<T, TValue> rule, Func<TValue, bool> condition, Action<DiagnosticBag, TValue> report) =>
        rule.Must(condition)
            .WithState((_, value) => (Action<DiagnosticBag>)(diagnostics => report(diagnostics, value)));

    /// <summary>The text must have no fault; otherwise it is reported with the fault as the end of a sentence.</summary>
    public static void HasNoFault<T>(
        this IRuleBuilder<T, Located<string>> rule,
        Func<string, string?> faultOf,
        Action<DiagnosticBag, Located<string>, string> report) =>
        rule.Must(text => faultOf(text.Value) is null)
            .WithState((_, text) => (Action<DiagnosticBag>)(
                diagnostics => report(diagnostics, text, faultOf(text.Value) ?? "")));

    /// <summary>The same for text that may be left out.</summary>
    public static void HasNoFault<T>(
        this IRuleBuilder<T, Located<string>?> rule,
        Func<string, string?> faultOf,
        Action<DiagnosticBag, Located<string>, string> report) =>
        rule.Must(text => text is not { } there || faultOf(there.Value) is null)
            .WithState((_, text) => (Action<DiagnosticBag>)(diagnostics =>
            {
                if (text is { } there)
                {
                    report(diagnostics, there, faultOf(there.Value) ?? "");
                }
            }));

    /// <summary>Elements must differ by a key; each that repeats an earlier one is reported with that one.</summary>
    public static void AreDistinct<T, TItem>(
        this IRuleBuilder<T, ImmutableArray<TItem>> rule,
        Func<TItem, Located<string>> keyOf,
        Action<DiagnosticBag, Located<string>, SourceSpan> report,
        StringComparer? comparer = null) =>
        rule.Must(items => !HasRepetition(items, keyOf, comparer))
            .WithState((_, items) => (Action<DiagnosticBag>)(diagnostics =>
            {
                foreach ((Located<string> repeated, SourceSpan first) in RepetitionsOf(items, keyOf, comparer))
                {
                    report(diagnostics, repeated, first);
                }
            }));

    private static bool HasRepetition<TItem>(
        ImmutableArray<TItem> items, Func<TItem, Located<string>> keyOf, StringComparer? comparer)
    {
        if (items.Length < 2)
        {
            return false;
        }

        var seen = new HashSet<string>(items.Length, comparer ?? StringComparer.Ordinal);
        foreach (TItem item in items)
        {
            if (!seen.Add(keyOf(item).Value))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(Located<string> Repeated, SourceSpan First)> RepetitionsOf<TItem>(
        ImmutableArray<TItem> items, Func<TItem, Located<string>> keyOf, StringComparer? comparer)
    {
        var seen = new Dictionary<string, SourceSpan>(comparer ?? StringComparer.Ordinal);
        foreach (TItem item in items)
        {
            Located<string> key = keyOf(item);
            if (!seen.TryAdd(key.Value, key.Span))
            {
                yield return (key, seen[key.Value]);
            }
        }
    }
}
