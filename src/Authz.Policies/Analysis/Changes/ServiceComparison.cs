using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;

namespace Authz.Policies.Analysis.Changes;

/// <summary>One service in two sets.</summary>
internal sealed class ServiceComparison(
    string name, BoundPolicySet before, BoundService? was, BoundPolicySet after, BoundService? isNow)
{
    /// <summary>Requests that are compared: each is looked for among all operations and rules, twice.</summary>
    public const int ComparedMax = 500;

    private readonly ServiceAccess old = new(before, was);
    private readonly ServiceAccess current = new(after, isNow);
    private readonly HashSet<(string Method, string Path)> compared = [];
    private readonly ImmutableArray<RequestChange>.Builder requests = ImmutableArray.CreateBuilder<RequestChange>();
    private bool isCut;

    public ServiceChange Run()
    {
        ImmutableArray<(BoundOperation? Before, BoundOperation? After)> pairs = PairsThatDiffer();
        ImmutableArray<OperationChange> operations =
            [.. pairs.Take(ComparedMax).Select(pair => CompareOperation(pair.Before, pair.After))];
        isCut |= pairs.Length > ComparedMax;
        foreach ((BoundOperation? operationBefore, BoundOperation? operationAfter) in pairs)
        {
            CompareRequestsOf(operationBefore);
            CompareRequestsOf(operationAfter);
        }

        return new ServiceChange(name, AddressOf(was), AddressOf(isNow), operations, requests.DrainToImmutable(), isCut);
    }

    private ImmutableArray<(BoundOperation? Before, BoundOperation? After)> PairsThatDiffer()
    {
        Dictionary<string, BoundOperation> ours = old.Operations.ToDictionary(operation => operation.Id, StringComparer.Ordinal);
        Dictionary<string, BoundOperation> theirs =
            current.Operations.ToDictionary(operation => operation.Id, StringComparer.Ordinal);
        var gone = old.Operations.Where(operation => !theirs.ContainsKey(operation.Id))
            .ToDictionary(operation => PlaceOf(operation) ?? "", StringComparer.Ordinal);
        var pairs = new List<(BoundOperation? Before, BoundOperation? After)>();
        foreach (BoundOperation operation in current.Operations)
        {
            string place = PlaceOf(operation) ?? "";
            if (ours.TryGetValue(operation.Id, out BoundOperation? same))
            {
                if (PlaceOf(same) != place)
                {
                    pairs.Add((same, operation));
                }
            }
            else
            {
                gone.Remove(place, out BoundOperation? former);
                pairs.Add((former, operation));
            }
        }

        pairs.AddRange(gone.Values.Select(operation => ((BoundOperation?)operation, (BoundOperation?)null)));
        return [.. pairs.OrderBy(pair => (pair.After ?? pair.Before)?.Id, StringComparer.Ordinal)];
    }

    private OperationChange CompareOperation(BoundOperation? operationBefore, BoundOperation? operationAfter)
    {
        // Of an operation that is on one side alone, the other side's rules on the same requests are told too.
        BoundOperation placeBefore = operationBefore ?? operationAfter ?? throw new System.Diagnostics.UnreachableException();
        BoundOperation placeAfter = operationAfter ?? placeBefore;
        ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rulesBefore = RulesOn(old, placeBefore);
        ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rulesAfter = RulesOn(current, placeAfter);
        ImmutableSortedSet<string> callersBefore = operationBefore is null ? [] : old.CallersUnder(rulesBefore);
        ImmutableSortedSet<string> callersAfter = operationAfter is null ? [] : current.CallersUnder(rulesAfter);
        OperationChangeKind kind = operationBefore is null ? OperationChangeKind.Added
            : operationAfter is null ? OperationChangeKind.Removed
            : operationBefore.Id == operationAfter.Id ? OperationChangeKind.Moved
            : OperationChangeKind.Renamed;
        return new OperationChange(
            kind,
            placeAfter.Id,
            kind == OperationChangeKind.Renamed ? placeBefore.Id : null,
            PlaceOf(operationBefore),
            PlaceOf(operationAfter),
            TouchesOf(rulesBefore, rulesAfter),
            [.. callersAfter.Except(callersBefore)],
            [.. callersBefore.Except(callersAfter)]);
    }

    private ImmutableArray<RuleTouch> TouchesOf(
        ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rulesBefore,
        ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rulesAfter)
    {
        Dictionary<(string, Effect), (BoundPolicy Policy, BoundRule Rule)> theirs =
            rulesAfter.ToDictionary(rule => (rule.Rule.QualifiedName, rule.Rule.Effect));
        Dictionary<(string, Effect), (BoundPolicy Policy, BoundRule Rule)> ours =
            rulesBefore.ToDictionary(rule => (rule.Rule.QualifiedName, rule.Rule.Effect));
        ImmutableArray<RuleTouch>.Builder touches = ImmutableArray.CreateBuilder<RuleTouch>();
        foreach ((string Rule, Effect Effect) key in ours.Keys.Union(theirs.Keys).OrderBy(key => key.Item1, StringComparer.Ordinal))
        {
            bool isOurs = ours.TryGetValue(key, out (BoundPolicy Policy, BoundRule Rule) mine);
            bool isTheirs = theirs.TryGetValue(key, out (BoundPolicy Policy, BoundRule Rule) other);
            (ServiceAccess access, (BoundPolicy policy, BoundRule rule)) = isTheirs ? (current, other) : (old, mine);
            touches.Add(new RuleTouch(
                key.Rule,
                key.Effect,
                isOurs,
                isTheirs,
                ServiceAccess.IsConditional(policy, rule),
                [.. access.NamesOf(policy.Subjects).Order(StringComparer.Ordinal)]));
        }

        return touches.DrainToImmutable();
    }

    /// <summary>
    /// The requests at an operation's place, and those that it shares with another: a literal goes before a template, so
    /// that who comes or goes there gives requests to a neighbour, or takes them.
    /// </summary>
    private void CompareRequestsOf(BoundOperation? changed)
    {
        if (changed is null)
        {
            return;
        }

        CompareAt(changed.Method, PathWitness.Of(changed.Path));
        foreach (BoundOperation other in old.Operations.Concat(current.Operations))
        {
            if (isCut)
            {
                return;
            }

            if (PathWitness.OfBoth(changed.Path, other.Path) is { } shared)
            {
                CompareAt(changed.Method, shared);
                CompareAt(other.Method, shared);
            }
        }
    }

    private void CompareAt(string method, string path)
    {
        if (!compared.Add((method, path)))
        {
            return;
        }

        if (compared.Count > ComparedMax)
        {
            isCut = true;
            return;
        }

        string? operationBefore = old.OperationOf(method, path)?.Id;
        string? operationAfter = current.OperationOf(method, path)?.Id;
        if (operationBefore == operationAfter)
        {
            return;
        }

        ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rulesBefore = old.RulesOn(method, path);
        ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rulesAfter = current.RulesOn(method, path);
        ImmutableSortedSet<string> callersBefore = old.CallersUnder(rulesBefore);
        ImmutableSortedSet<string> callersAfter = current.CallersUnder(rulesAfter);
        if (!callersBefore.SetEquals(callersAfter)
            || TouchesOf(rulesBefore, rulesAfter).Any(rule => rule.IsConditional && rule.Before != rule.After))
        {
            requests.Add(new RequestChange(
                method,
                PathWitness.Describe(path),
                operationBefore,
                operationAfter,
                [.. callersAfter.Except(callersBefore)],
                [.. callersBefore.Except(callersAfter)]));
        }
    }

    private static ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> RulesOn(ServiceAccess access, BoundOperation place) =>
        access.RulesOn(place.Method, PathWitness.Of(place.Path));

    private static string? PlaceOf(BoundOperation? operation) =>
        operation is null ? null : $"{operation.Method} {operation.Path.Text}";

    private static string? AddressOf(BoundService? service) => service is null
        ? null
        : string.Join(", ", (service.Hosts.IsEmpty ? ["*"] : service.Hosts).Select(host => $"{host}{service.BasePath}"));
}
