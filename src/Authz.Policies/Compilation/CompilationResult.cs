using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Text;

namespace Authz.Policies.Compilation;

/// <summary>What came of a source set: a bound set and its tree, or neither; and every finding, sorted by place.</summary>
public sealed record CompilationResult(
    BoundPolicySet? Policies, DecisionTree? Tree, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool Succeeded => Tree is not null;
}
