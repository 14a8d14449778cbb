using Authz.Policies.Text;

namespace Authz.Policies.Binding.Conditions;

/// <summary>A condition with every name resolved: `use` is gone, its conditions stand in its place.</summary>
public abstract class BoundCondition
{
    /// <summary>Where the author wrote it, so that an explanation can quote it.</summary>
    public required SourceSpan Span { get; init; }
}
