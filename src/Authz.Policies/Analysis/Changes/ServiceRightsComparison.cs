using System.Collections.Immutable;
using System.Globalization;
using Authz.Policies.Binding;

namespace Authz.Policies.Analysis.Changes;

/// <summary>Rights on one service in two sets, by asking both for each request that an operation or a rule of either speaks of.</summary>
internal sealed class ServiceRightsComparison(string name, ServiceAccess old, ServiceAccess current)
{
    /// <summary>What a rule speaks of that names no method.</summary>
    private static readonly ImmutableArray<string> UsualMethods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

    /// <param name="left">Requests that may be compared still; below zero: there were more.</param>
    public IEnumerable<RightChange> Run(ref int left)
    {
        var changes = new List<RightChange>();
        if (old.Service is { IsTcp: true } || current.Service is { IsTcp: true })
        {
            left--;
            Compare("", "", old.WholeRules, current.WholeRules, changes);
        }

        foreach ((string method, string path) in RequestsOf(old).Concat(RequestsOf(current)).Distinct())
        {
            if (--left < 0)
            {
                break;
            }

            Compare(method, path, old.RulesOn(method, path), current.RulesOn(method, path), changes);
        }

        return changes;
    }

    private void Compare(
        string method,
        string path,
        ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rulesBefore,
        ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rulesAfter,
        List<RightChange> changes)
    {
        ImmutableSortedSet<string> callersBefore = old.CallersUnder(rulesBefore);
        ImmutableSortedSet<string> callersAfter = current.CallersUnder(rulesAfter);
        bool haveTermsChanged = !TermsOf(old, rulesBefore).SetEquals(TermsOf(current, rulesAfter));
        if (haveTermsChanged || !callersBefore.SetEquals(callersAfter))
        {
            // A connection is no operation, and has no path that one could be sought by.
            BoundOperation? operation = method.Length == 0 ? null : current.OperationOf(method, path) ?? old.OperationOf(method, path);
            changes.Add(new RightChange(
                name, Describe(operation, method, path), [.. callersAfter.Except(callersBefore)], [.. callersBefore.Except(callersAfter)])
            {
                Method = method,
                Path = PathWitness.Describe(path),
                Operation = operation?.Id,
                IsUnderOtherConditions = haveTermsChanged,
            });
        }
    }

    private static string Describe(BoundOperation? operation, string method, string path) =>
        operation is not null ? $"{operation.Id}: {operation.Method} {operation.Path.Text}"
        : method.Length == 0 ? "connections"
        : $"{method} {PathWitness.Describe(path)}";

    private static IEnumerable<(string Method, string Path)> RequestsOf(ServiceAccess access)
    {
        if (access.Service is not { IsTcp: false } service)
        {
            yield break;
        }

        foreach (BoundOperation operation in service.Operations)
        {
            yield return (operation.Method, PathWitness.Of(operation.Path));
        }

        foreach (BoundRule rule in access.Rules.Select(static rule => rule.Rule).Where(static rule => rule.Operations.IsDefault))
        {
            foreach (string method in rule.Methods.IsDefault ? [.. UsualMethods, .. service.Methods] : rule.Methods)
            {
                foreach (string path in PathsOf(rule))
                {
                    yield return (method, path);
                }
            }
        }
    }

    /// <summary>Of a pattern with everything below it: a path just there, and one far below.</summary>
    private static IEnumerable<string> PathsOf(BoundRule rule)
    {
        if (rule.Paths.IsDefault)
        {
            yield return PathWitness.Below;
            yield break;
        }

        foreach (PathPattern pattern in rule.Paths)
        {
            string path = PathWitness.Of(pattern);
            yield return path.Length == 0 ? "/" : path;
            if (pattern.AndBelow)
            {
                yield return path + PathWitness.Below;
            }
        }
    }

    /// <summary>On what a right depends beside the request's method and path.</summary>
    private static HashSet<string> TermsOf(ServiceAccess access, ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rules) =>
    [
        .. rules.Where(static rule => ServiceAccess.IsConditional(rule.Policy, rule.Rule)).Select(rule => string.Create(
            CultureInfo.InvariantCulture,
            $"{rule.Rule.Effect} {string.Join(' ', access.NamesOf(rule.Policy.Subjects))} {rule.Policy.From:O} {rule.Policy.Until:O} {ConditionText.Of(rule.Rule.When)}")),
    ];
}
