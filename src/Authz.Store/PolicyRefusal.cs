using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Store;

/// <summary>Why the newest candidate is not in force.</summary>
/// <param name="Digest">Null where the set could not be read whole, so that it has no identity.</param>
/// <param name="Diagnostics">Every finding, with at least one error.</param>
public sealed record PolicyRefusal(DateTimeOffset Time, PolicyDigest? Digest, ImmutableArray<Diagnostic> Diagnostics)
{
    public int ErrorCount => Diagnostics.Count(static diagnostic => diagnostic.IsError);
}
