using Authz.Policies.Compilation;
using Authz.Policies.Syntax;
using Authz.Policies.Text;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>Makes a policy set smaller while its two evaluators still disagree, so that a person can read it.</summary>
internal static class Shrinking
{
    private const string DocumentEnd = "\n---\n";
    private const string ListItem = "    - ";

    public static Disagreement Shrink(Disagreement found)
    {
        Disagreement smallest = found;
        bool smaller;
        do
        {
            Disagreement before = smallest;
            smallest = DropParts(smallest, DocumentEnd, _ => true);
            smallest = DropParts(smallest, "\n", line => line.StartsWith(ListItem, StringComparison.Ordinal));
            smallest = DropParts(smallest, "}, {", _ => true);
            smallest = DropParts(smallest, ", ", _ => true);
            smaller = smallest.Policies.Length < before.Policies.Length;
        }
        while (smaller);

        return smallest;
    }

    private static Disagreement DropParts(Disagreement found, string separator, Func<string, bool> mayBeDropped)
    {
        Disagreement smallest = found;
        List<string> parts = [.. found.Policies.Split(separator)];
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            if (!mayBeDropped(parts[i]))
            {
                continue;
            }

            List<string> fewer = [.. parts];
            fewer.RemoveAt(i);
            if (Try(string.Join(separator, fewer), found.Request) is { } still)
            {
                smallest = still;
                parts = fewer;
            }
        }

        return smallest;
    }

    /// <returns>Null: the smaller set is not valid, or it does not show the difference.</returns>
    private static Disagreement? Try(string policies, NaiveRequest request)
    {
        SourceSet sources = PolicyText.SourcesOf(policies);
        CompilationResult result = PolicyCompilation.Run(sources, new CompilationOptions());
        bool hasCaller = request.Caller.Block is null || result.Tree?.BlockNames.Contains(request.Caller.Block) == true;
        if (result is not { Tree: not null, Policies: not null } || !hasCaller)
        {
            return null;
        }

        PolicySyntax syntax = PolicyReader.Read(sources, new DiagnosticBag());
        NaiveDecision naive = new NaiveEvaluator(syntax).Decide(request);
        NaiveDecision tree = new TreeEvaluator(result.Tree, result.Policies).Decide(request);
        return Disagreement.Between(request, naive, tree) ? new Disagreement(policies, request, naive, tree) : null;
    }
}
