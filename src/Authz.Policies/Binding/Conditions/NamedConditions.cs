using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding.Conditions;

/// <summary>
/// The conditions that have a name. Each is bound once, after those that it uses; whoever uses it shares the result, so
/// that names of names of names take no more room than they were written in.
/// </summary>
internal sealed class NamedConditions
{
    private static readonly NamedCondition Broken = new(null, 0, 0, []);

    private readonly DiagnosticBag diagnostics;
    private readonly UnresolvedNames unresolved;
    private readonly Dictionary<string, ConditionDocumentSyntax> documents;
    private readonly Dictionary<string, NamedCondition> bound = new(StringComparer.Ordinal);

    public NamedConditions(
        ImmutableArray<ConditionDocumentSyntax> conditions,
        ComparisonBinder comparisons,
        DiagnosticBag diagnostics,
        UnresolvedNames unresolved)
    {
        this.diagnostics = diagnostics;
        this.unresolved = unresolved;
        documents = conditions.ToDictionary(document => document.Name.Value, StringComparer.Ordinal);
        var binder = new ConditionBinder(Find, comparisons);
        foreach (ConditionDocumentSyntax document in ConditionOrder.Of(conditions, diagnostics))
        {
            bound.Add(document.Name.Value, BindDocument(document, binder));
        }

        // What else is wrong with those of a circle is said all the same.
        foreach (ConditionDocumentSyntax document in conditions)
        {
            if (!bound.ContainsKey(document.Name.Value))
            {
                BindDocument(document, binder);
            }
        }
    }

    /// <summary>What a name stands for; null, and reported, where there is no such condition.</summary>
    public NamedCondition? Find(Located<string> name)
    {
        if (bound.TryGetValue(name.Value, out NamedCondition? named))
        {
            return named;
        }

        // One that is in a circle, or uses one, is there and is not bound; that was reported.
        if (documents.ContainsKey(name.Value))
        {
            return Broken;
        }

        if (!unresolved.Withhold(name))
        {
            diagnostics.ReportUnknownCondition(name, documents.Keys);
        }

        return null;
    }

    private NamedCondition BindDocument(ConditionDocumentSyntax document, ConditionBinder binder)
    {
        // An empty list was reported.
        if (document.When.IsEmpty)
        {
            return Broken;
        }

        var measure = new ConditionMeasure();
        BoundCondition? condition = binder.Bind(document.When, measure);
        if (condition is null
            || !ConditionSize.IsHeld(measure, document.Name.Span, "the condition", document.Name.Value, diagnostics))
        {
            return Broken;
        }

        return new NamedCondition(
            condition, measure.Size, measure.DepthMax, [.. measure.PathParameters.Select(parameter => parameter.Value)]);
    }
}
