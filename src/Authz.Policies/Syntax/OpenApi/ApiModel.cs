using System.Collections.Immutable;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>What the library found in a document.</summary>
/// <param name="UnresolvedPaths">Paths whose `$ref` leads to nothing that was read.</param>
internal sealed record ApiModel(
    ImmutableArray<ApiModelOperation> Operations,
    ImmutableArray<ApiModelFinding> Findings,
    ImmutableHashSet<string> UnresolvedPaths);
