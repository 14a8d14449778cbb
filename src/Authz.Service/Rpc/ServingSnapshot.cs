using System.Collections.Frozen;

namespace Authz.Service.Rpc;

/// <summary>Which services are serving, until the next change.</summary>
public sealed class ServingSnapshot
{
    // Whoever waits goes on elsewhere: a change must not run the code of every watcher on its own thread.
    private readonly TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ServingSnapshot(FrozenDictionary<string, bool> services) => Services = services;

    /// <summary>By full name; the empty one is the whole server.</summary>
    public FrozenDictionary<string, bool> Services { get; }

    /// <summary>Completes when another snapshot has taken this one's place.</summary>
    public Task Changed => changed.Task;

    internal void Replace() => changed.SetResult();
}
