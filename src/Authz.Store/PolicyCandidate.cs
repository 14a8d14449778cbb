using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Store;

/// <summary>What the folder holds while another version is pinned: compiled, and not taken until somebody unpins.</summary>
/// <param name="Time">Since when it waits.</param>
/// <param name="Diagnostics">All that was found; with an error it would be refused.</param>
public sealed record PolicyCandidate(DateTimeOffset Time, PolicyDigest Digest, ImmutableArray<Diagnostic> Diagnostics)
{
    public int ErrorCount => Diagnostics.Count(static diagnostic => diagnostic.IsError);
}
