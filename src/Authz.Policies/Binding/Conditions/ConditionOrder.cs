using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Text;

namespace Authz.Policies.Binding.Conditions;

/// <summary>
/// Named conditions in an order in which each comes after those that it uses. Those of a circle are left out, and so is
/// what uses them. The walk keeps its own stack, for a chain of names may be as long as a set is large.
/// </summary>
internal sealed class ConditionOrder
{
    private readonly DiagnosticBag diagnostics;
    private readonly Dictionary<string, ConditionDocumentSyntax> documents;
    private readonly ImmutableArray<ConditionDocumentSyntax>.Builder ordered =
        ImmutableArray.CreateBuilder<ConditionDocumentSyntax>();

    // Of those that were walked to their end: whether they are free of circles.
    private readonly Dictionary<string, bool> walked = new(StringComparer.Ordinal);
    private readonly List<Step> path = [];
    private readonly Dictionary<string, int> placeOnPath = new(StringComparer.Ordinal);

    private ConditionOrder(ImmutableArray<ConditionDocumentSyntax> conditions, DiagnosticBag diagnostics)
    {
        this.diagnostics = diagnostics;
        documents = conditions.ToDictionary(document => document.Name.Value, StringComparer.Ordinal);
    }

    public static ImmutableArray<ConditionDocumentSyntax> Of(
        ImmutableArray<ConditionDocumentSyntax> conditions, DiagnosticBag diagnostics)
    {
        var order = new ConditionOrder(conditions, diagnostics);
        foreach (ConditionDocumentSyntax document in conditions)
        {
            if (!order.walked.ContainsKey(document.Name.Value))
            {
                order.Walk(document);
            }
        }

        return order.ordered.DrainToImmutable();
    }

    private void Walk(ConditionDocumentSyntax start)
    {
        Push(start);
        while (path.Count > 0)
        {
            Step step = path[^1];
            if (step.NextUse == step.Uses.Count)
            {
                Pop();
                continue;
            }

            Located<string> use = step.Uses[step.NextUse++];
            if (placeOnPath.TryGetValue(use.Value, out int place))
            {
                diagnostics.ReportCircularCondition(use, path[place..].Select(each => each.Document.Name.Value));
                step.IsFree = false;
            }
            else if (walked.TryGetValue(use.Value, out bool isFree))
            {
                step.IsFree &= isFree;
            }
            else if (documents.TryGetValue(use.Value, out ConditionDocumentSyntax? document))
            {
                Push(document);
            }
        }
    }

    private void Push(ConditionDocumentSyntax document)
    {
        var uses = new List<Located<string>>();
        AddUses(document.When, uses);
        placeOnPath.Add(document.Name.Value, path.Count);
        path.Add(new Step(document, uses));
    }

    private void Pop()
    {
        Step step = path[^1];
        path.RemoveAt(path.Count - 1);
        placeOnPath.Remove(step.Document.Name.Value);
        walked.Add(step.Document.Name.Value, step.IsFree);
        if (step.IsFree)
        {
            ordered.Add(step.Document);
        }

        if (path.Count > 0)
        {
            path[^1].IsFree &= step.IsFree;
        }
    }

    private static void AddUses(ImmutableArray<ConditionSyntax> conditions, List<Located<string>> uses)
    {
        foreach (ConditionSyntax condition in conditions)
        {
            switch (condition)
            {
                case UseConditionSyntax use:
                    uses.Add(use.Name);
                    break;
                case AllConditionSyntax all:
                    AddUses(all.Conditions, uses);
                    break;
                case AnyConditionSyntax any:
                    AddUses(any.Conditions, uses);
                    break;
                case NotConditionSyntax not:
                    AddUses([not.Condition], uses);
                    break;
            }
        }
    }

    private sealed class Step(ConditionDocumentSyntax document, List<Located<string>> uses)
    {
        public ConditionDocumentSyntax Document { get; } = document;

        public List<Located<string>> Uses { get; } = uses;

        public int NextUse { get; set; }

        public bool IsFree { get; set; } = true;
    }
}
