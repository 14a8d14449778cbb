using System.Collections.Immutable;
using Authz.Testing.Naive;

namespace Authz.Testing.Generation;

/// <param name="Policies">The YAML.</param>
/// <param name="ConstructsByRule">What each `policy/rule` is made of, to count what decided.</param>
public sealed record RandomPolicySet(
    int Seed,
    string Policies,
    ImmutableArray<NaiveRequest> Requests,
    IReadOnlyDictionary<string, ImmutableArray<string>> ConstructsByRule);
