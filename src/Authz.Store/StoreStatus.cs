namespace Authz.Store;

/// <summary>The store at one moment.</summary>
/// <param name="InForce">Null until a first set compiled: the service answers with errors and is not serving.</param>
/// <param name="Refusal">Null where the newest candidate is the version in force.</param>
public sealed record StoreStatus(PolicyVersion? InForce, PolicyRefusal? Refusal)
{
    public static StoreStatus Empty { get; } = new(null, null);

    /// <summary>What the folder holds while another version is pinned; null: nothing waits.</summary>
    public PolicyCandidate? Candidate { get; init; }

    /// <summary>The folder could not be taken since the start: the version in force is the last one that was, from the repository.</summary>
    public bool IsFallback { get; init; }

    /// <summary>Why the version in force is not kept, so that a restart may not find it; null: it is, or nothing keeps versions.</summary>
    public string? KeepProblem { get; init; }

    public bool IsServing => InForce is not null;

    /// <summary>All that a person should know beside which version is in force, a sentence each; empty: all is well.</summary>
    public IEnumerable<string> Notices
    {
        get
        {
            if (InForce is null)
            {
                yield return "no version is in force";
            }

            if (Refusal is { } refusal)
            {
                string last = IsFallback ? "; the last version that was in force is served from the journal" : "";
                yield return $"the newest policies are refused with {refusal.ErrorCount} errors{last}";
            }

            if (Candidate is { } candidate)
            {
                yield return $"a version is pinned: what the folder holds ({candidate.Digest.ShortHex}) waits for `authz unpin`";
            }

            if (KeepProblem is { } problem)
            {
                yield return $"the version in force is not kept: {problem}";
            }
        }
    }
}
