using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Validation;

internal static class ValueRuleExtensions
{
    /// <summary>The text must have no fault; otherwise it is reported with the fault as the end of a sentence.</summary>
    public static void HasNoFault(
        this ValueRule<Located<string>> rule,
        Func<string, string?> faultOf,
        Action<DiagnosticBag, Located<string>, string> report) =>
        rule.Fails(text => faultOf(text.Value) is { } fault ? diagnostics => report(diagnostics, text, fault) : null);

    /// <summary>The same for text that may be left out.</summary>
    public static void HasNoFault(
        this ValueRule<Located<string>?> rule,
        Func<string, string?> faultOf,
        Action<DiagnosticBag, Located<string>, string> report) =>
        rule.Fails(text => text is { } there && faultOf(there.Value) is { } fault
            ? diagnostics => report(diagnostics, there, fault)
            : null);

    /// <summary>Elements must differ by a key; each that repeats an earlier one is reported with that one.</summary>
    public static void AreDistinct<TItem>(
        this ValueRule<ImmutableArray<TItem>> rule,
        Func<TItem, Located<string>> keyOf,
        Action<DiagnosticBag, Located<string>, SourceSpan> report,
        StringComparer? comparer = null) =>
        rule.Holds(items => !HasRepetition(items, keyOf, comparer), (diagnostics, items) =>
        {
            foreach ((Located<string> repeated, SourceSpan first) in RepetitionsOf(items, keyOf, comparer))
            {
                report(diagnostics, repeated, first);
            }
        });

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
