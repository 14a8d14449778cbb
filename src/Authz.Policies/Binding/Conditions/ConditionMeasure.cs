using Authz.Policies.Text;

namespace Authz.Policies.Binding.Conditions;

/// <summary>What is known of a tree of conditions besides the tree itself, gathered while it is bound.</summary>
internal sealed class ConditionMeasure
{
    // Most conditions look at none.
    private List<Located<string>>? pathParameters;
    private HashSet<string>? names;
    private int depth;

    /// <summary>
    /// Conditions, each `use` counted as what it stands for. What a name stands for is no larger than a rule may be, so
    /// the count cannot overflow.
    /// </summary>
    public long Size { get; private set; }

    public int DepthMax { get; private set; }

    /// <summary>Each once, at the first place that looks at it; of those within a `use`, the place of the `use`.</summary>
    public IReadOnlyList<Located<string>> PathParameters => pathParameters ?? [];

    public void Enter()
    {
        Size++;
        depth++;
        DepthMax = Math.Max(DepthMax, depth);
    }

    public void Leave() => depth--;

    public void Add(NamedCondition named, SourceSpan where)
    {
        Size += named.Size;
        DepthMax = Math.Max(DepthMax, depth + named.Depth);
        foreach (string name in named.PathParameters)
        {
            AddPathParameter(new Located<string>(name, where));
        }
    }

    public void AddPathParameter(Located<string> name)
    {
        if ((names ??= new HashSet<string>(StringComparer.Ordinal)).Add(name.Value))
        {
            (pathParameters ??= []).Add(name);
        }
    }
}
