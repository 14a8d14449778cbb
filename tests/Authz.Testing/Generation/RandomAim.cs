using System.Collections.Immutable;
using Authz.Testing.Naive;

namespace Authz.Testing.Generation;

/// <summary>A call that a rule speaks of: what a request starts from.</summary>
/// <param name="Path">A pattern below the service's base path.</param>
/// <param name="Method">`*` is any.</param>
internal sealed record RandomAim(
    RandomService Service, string Path, string Method, ImmutableArray<NaiveCaller> Callers);
