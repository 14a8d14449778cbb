using System.Runtime.CompilerServices;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions;

/// <summary>The rules of all entries, and how they are asked about one request.</summary>
internal sealed class AccessRules
{
    private readonly PathForest forest;
    private readonly RuleTable rules;
    private readonly OperationRule[] operationRules;

    public AccessRules(PathForest forest, RuleTable rules, OperationRule[] operationRules)
    {
        this.forest = forest;
        this.rules = rules;
        this.operationRules = operationRules;
    }

    public int UnitCount => forest.UnitCount;

    public bool IsShadow(int rule) => rules.IsShadow(rule);

    public bool Expires(int rule) => rules.Expires(rule);

    /// <summary>
    /// The operation that the request is, or -1; also where another one comes first if case is ignored: `/records/EXPORT` is
    /// no record to a service that takes it for `/records/export`.
    /// </summary>
    public int OperationOf(in ServiceTerms service, SegmentedPath path, ulong method) =>
        service.OperationRoot == PathForest.NoNode ? OperationWalk.NoOperation : FindOperation(in service, path, method);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindOperation(in ServiceTerms service, SegmentedPath path, ulong method)
    {
        var walk = new OperationWalk(forest, path, method, onlyThatMethod: false);
        walk.From(service.OperationRoot);
        return walk.Operation == OperationWalk.NoOperation
            || !service.MixesLiteralsAndTemplates
            || IsOperationIgnoringCase(in service, path.Bytes, method, walk.Operation)
            ? walk.Operation
            : OperationWalk.NoOperation;
    }

    public ref readonly AccessEntry Entry(int index) => ref forest.Entry(index);

    /// <summary>
    /// Allow rules hold only on the path as it is, and on the one operation that it is. Deny rules fire on any reading that a service might
    /// take: in another case, with a slash more or less at the end, routed by path first or by method first.
    /// </summary>
    public void Find(
        scoped in AccessEntry entry,
        in ServiceTerms service,
        SegmentedPath path,
        ulong method,
        int operation,
        scoped in AccessRequest request,
        scoped ref ConditionState state,
        out RuleMatches denies,
        out RuleMatches allows)
    {
        // The code of a walk is large, and is there once for both: first the denies, if the path itself is all their readings.
        denies = RuleMatches.None;
        bool isDeny = entry.DenyOperationCount == 0 && (entry.DenyRoot == PathForest.NoNode || FoldedPath.IsFolded(path.Bytes));
        if (!isDeny)
        {
            denies = FindDeniesOfReadings(in entry, in service, path.Bytes, method, in request, ref state);
        }

        var walk = new RuleWalk(forest, rules, path, method);
        for (; ; isDeny = false)
        {
            walk.From(isDeny ? entry.DenyRoot : entry.AllowRoot, isDeny ? entry.FirstDeny : entry.FirstAllow, in request, ref state);
            if (!isDeny)
            {
                break;
            }

            denies = walk.Matches;
        }

        allows = walk.Matches;
        NoteOperation(ref allows, entry.OperationStart, entry.AllowOperationCount, operation, in request, ref state);
    }

    private RuleMatches Walk(
        int root, int firstRule, SegmentedPath path, ulong method, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        var walk = new RuleWalk(forest, rules, path, method);
        walk.From(root, firstRule, in request, ref state);
        return walk.Matches;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsOperationIgnoringCase(in ServiceTerms service, ReadOnlySpan<byte> path, ulong method, int sought)
    {
        Span<byte> scratch = stackalloc byte[RequestLimits.PathBytesMax];
        var folded = new SegmentedPath(FoldedPath.Write(path, scratch));
        int operation = OperationWalk.NoOperation;
        bool hasMore = true;
        while (hasMore && operation != sought)
        {
            var foldedWalk = new OperationWalk(forest, folded, method, onlyThatMethod: false, operation);
            foldedWalk.From(service.FoldedOperationRoot);
            operation = foldedWalk.Operation;
            hasMore = foldedWalk.HasMore;
        }

        return operation == sought;
    }

    /// <summary>With room to write the path in other ways, which most paths and entries need not pay for.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private RuleMatches FindDeniesOfReadings(
        in AccessEntry entry,
        in ServiceTerms service,
        ReadOnlySpan<byte> path,
        ulong method,
        scoped in AccessRequest request,
        scoped ref ConditionState state)
    {
        Span<byte> folded = stackalloc byte[RequestLimits.PathBytesMax + 1];
        FoldedPath.Write(path, folded);

        // The trie's own patterns are in lower case and come with and without their last slash.
        RuleMatches matches = Walk(entry.DenyRoot, entry.FirstDeny, new SegmentedPath(folded[..path.Length]), method, in request, ref state);
        if (entry.DenyOperationCount > 0)
        {
            NoteOperations(ref matches, in entry, service.FoldedOperationRoot, folded, path.Length, method, in request, ref state);
            path.CopyTo(folded);
            NoteOperations(ref matches, in entry, service.OperationRoot, folded, path.Length, method, in request, ref state);
        }

        return matches;
    }

    /// <param name="path">Has room for one slash more than <paramref name="length"/>.</param>
    private void NoteOperations(
        ref RuleMatches matches,
        in AccessEntry entry,
        int root,
        Span<byte> path,
        int length,
        ulong method,
        scoped in AccessRequest request,
        scoped ref ConditionState state)
    {
        NoteOperationReadings(ref matches, in entry, root, path[..length], method, in request, ref state);
        if (length > 1 && path[length - 1] == '/')
        {
            NoteOperationReadings(ref matches, in entry, root, path[..(length - 1)], method, in request, ref state);
        }
        else if (length > 1)
        {
            path[length] = (byte)'/';
            NoteOperationReadings(ref matches, in entry, root, path[..(length + 1)], method, in request, ref state);
        }
    }

    private void NoteOperationReadings(
        ref RuleMatches matches,
        in AccessEntry entry,
        int root,
        ReadOnlySpan<byte> path,
        ulong method,
        scoped in AccessRequest request,
        scoped ref ConditionState state)
    {
        if (root == PathForest.NoNode)
        {
            return;
        }

        var segments = new SegmentedPath(path);
        foreach (bool onlyThatMethod in (ReadOnlySpan<bool>)[false, true])
        {
            // Every operation that ties: any of them may be the one that the service takes it for.
            int operation = OperationWalk.NoOperation;
            bool hasMore = true;
            while (hasMore)
            {
                var walk = new OperationWalk(forest, segments, method, onlyThatMethod, operation);
                walk.From(root);
                operation = walk.Operation;
                hasMore = walk.HasMore;
                NoteOperation(ref matches, entry.DenyOperationStart, entry.DenyOperationCount, operation, in request, ref state);
            }
        }
    }

    private void NoteOperation(
        ref RuleMatches matches,
        int start,
        int count,
        int operation,
        scoped in AccessRequest request,
        scoped ref ConditionState state)
    {
        if (operation != OperationWalk.NoOperation && count > 0)
        {
            NoteRun(ref matches, start, count, operation, in request, ref state);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteRun(
        ref RuleMatches matches,
        int start,
        int count,
        int operation,
        scoped in AccessRequest request,
        scoped ref ConditionState state)
    {
        ReadOnlySpan<OperationRule> run = operationRules.AsSpan(start, count);
        for (int i = FirstOf(run, operation); i < run.Length && run[i].Operation == operation; i++)
        {
            rules.Note(ref matches, run[i].Rule, run[i].Captures, in request, ref state);
        }
    }

    private static int FirstOf(ReadOnlySpan<OperationRule> run, int operation)
    {
        int low = 0;
        int high = run.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (run[middle].Operation < operation)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
