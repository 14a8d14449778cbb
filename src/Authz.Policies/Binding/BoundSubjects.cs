using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <param name="Anonymous">Callers that no identity proves.</param>
/// <param name="Blocks">Indices into <see cref="BoundPolicySet.Blocks"/>, ascending, each once. Policies that name the
/// same blocks share one array.</param>
public sealed record BoundSubjects(bool Anonymous, ImmutableArray<int> Blocks);
