using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Changes;

/// <summary>Changes in words, for a person at a terminal and for the service's log.</summary>
public static class ChangeText
{
    private const int NamesMax = 8;

    /// <summary>`getRecord: GET /records/{id} -> GET /record/{id}`.</summary>
    public static string HeadlineOf(OperationChange change)
    {
        string name = change.FormerName is null ? Shown(change.Operation) : $"{Shown(change.FormerName)} -> {Shown(change.Operation)}";
        string place = change.Kind switch
        {
            OperationChangeKind.Added or OperationChangeKind.Renamed => Shown(change.After ?? ""),
            OperationChangeKind.Removed => Shown(change.Before ?? ""),
            OperationChangeKind.Moved => $"{Shown(change.Before ?? "")} -> {Shown(change.After ?? "")}",
        };
        return $"{name}: {place}";
    }

    public static string WordOf(OperationChangeKind kind) => kind switch
    {
        OperationChangeKind.Added => "added",
        OperationChangeKind.Removed => "removed",
        OperationChangeKind.Moved => "moved",
        OperationChangeKind.Renamed => "renamed",
    };

    /// <summary>Which rules touch it, and who gains or loses; nothing where nobody's rule does.</summary>
    public static IEnumerable<string> DetailsOf(OperationChange change)
    {
        foreach (RuleTouch rule in change.Rules)
        {
            string when = (rule.Before, rule.After) switch
            {
                (true, false) => ", no longer",
                (false, true) => ", newly",
                _ => "",
            };
            string condition = rule.IsConditional ? ", under a condition or for a time" : "";
            yield return $"{EffectWords.Of(rule.Effect)} {rule.Rule}{when}{condition}: {Names(rule.Subjects)}";
        }

        foreach (string line in GainsAndLosses(change.Gains, change.Loses))
        {
            yield return line;
        }

        if (change.ChangesRights && change.Gains.IsEmpty && change.Loses.IsEmpty)
        {
            yield return "its callers are the same, but not under the same rules or conditions";
        }
    }

    /// <summary>`GET /records/{}: getRecord -> no operation`.</summary>
    public static string HeadlineOf(RequestChange change) =>
        $"{change.Method} {Shown(change.Path)}: {OperationOf(change.Before)} -> {OperationOf(change.After)}";

    public static IEnumerable<string> DetailsOf(RequestChange change) => change.IsUnderOtherConditions
        ? ["their callers are the same, but not under the same conditions"]
        : GainsAndLosses(change.Gains, change.Loses);

    public static IEnumerable<string> DetailsOf(RightChange change) => change.IsUnderOtherConditions
        ? GainsAndLosses(change.Gains, change.Loses).Append("not under the same conditions or at the same times")
        : GainsAndLosses(change.Gains, change.Loses);

    private static IEnumerable<string> GainsAndLosses(ImmutableArray<string> gains, ImmutableArray<string> loses)
    {
        if (!gains.IsEmpty)
        {
            yield return $"gain: {Names(gains)}";
        }

        if (!loses.IsEmpty)
        {
            yield return $"lose: {Names(loses)}";
        }
    }

    private static string OperationOf(string? name) => name is null ? "no operation" : Shown(name);

    private static string Names(ImmutableArray<string> names) => names.Length switch
    {
        0 => "nobody",
        <= NamesMax => string.Join(", ", names),
        _ => $"{string.Join(", ", names.Take(NamesMax))} and {names.Length - NamesMax} more",
    };

    // Names of operations come from documents of others: what a terminal would act upon is shown by its number.
    private static string Shown(string text) => QuotedText.Of(text).Trim('`');
}
