using Authz.Policies;
using Authz.Policies.Compilation;

namespace Authz.Store;

/// <summary>
/// Compiles what the folder holds at the start while the host is still built and the folder has still to settle: a service that starts is
/// a service that does not answer. It decides nothing: the store asks it for a set, and gets its work if it is of just that set; and its look
/// at the folder is the first of the two that must agree.
/// </summary>
public sealed class HeadStart
{
    private readonly FolderSourceOptions folder;
    private readonly CompilationOptions options;
    private readonly RepeatedCompilation further;
    private readonly TimeProvider clock;
    private Task<Compiled>? work;
    private FirstLook? firstLook;

    private HeadStart(FolderSourceOptions folder, CompilationOptions options, TimeProvider clock)
    {
        this.folder = folder;
        this.options = options;
        this.clock = clock;
        further = new RepeatedCompilation(options, new ReloadPace());
    }

    /// <summary>On a thread of its own.</summary>
    public static HeadStart Begin(FolderSourceOptions folder, CompilationOptions options, TimeProvider clock)
    {
        var start = new HeadStart(folder, options, clock);
        start.work = Task.Factory.StartNew(
            start.Compile, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return start;
    }

    /// <summary>As <see cref="PolicyCompilation"/> does, sooner where it is the set that was begun with. Its work is used once, and forgotten.</summary>
    /// <remarks>What the first set said is not remembered: a folder that never changes would pay for it.</remarks>
    public CompilationResult Run(SourceSet sources)
    {
        Task<Compiled>? begun = Interlocked.Exchange(ref work, null);
        return begun is not null && TryFinish(begun, out Compiled compiled) && compiled.Digest == PolicyManifest.Of(sources).Digest
            ? compiled.Result
            : further.Run(sources);
    }

    /// <summary>Whatever was compiled and not asked for is of a folder that has changed, or is refused for what else is wrong with it.</summary>
    public void Forget() => Interlocked.Exchange(ref work, null);

    /// <summary>What it saw, and how long ago at least. Given away once; null as well for as long as it has not read all.</summary>
    internal (string Fingerprint, TimeSpan Age)? TakeFirstLook() =>
        Interlocked.Exchange(ref firstLook, null) is { } look ? (look.Fingerprint, clock.GetElapsedTime(look.Seen)) : null;

    private Compiled Compile()
    {
        FolderListing listing = new FolderReader(folder.Limits).Read(folder.Folder);

        // As of the end of the reading: the time until the second look must not look longer than it is.
        Volatile.Write(ref firstLook, new FirstLook(listing.Fingerprint, clock.GetTimestamp()));
        return new Compiled(listing.Manifest.Digest, PolicyCompilation.Run(listing.Sources, options));
    }

    /// <summary>Whatever went wrong there goes wrong again where it is reported.</summary>
    private static bool TryFinish(Task<Compiled> begun, out Compiled compiled)
    {
        try
        {
            compiled = begun.GetAwaiter().GetResult();
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            compiled = default;
            return false;
        }
    }

    private sealed record FirstLook(string Fingerprint, long Seen);

    private readonly record struct Compiled(PolicyDigest Digest, CompilationResult Result);
}
