using Authz.Policies;
using Authz.Policies.Compilation;

namespace Authz.Store;

/// <summary>
/// Compiles what the folder holds at the start while the host is still built and the folder has still to settle: a service that starts is
/// a service that does not answer. It decides nothing: the store asks it for a set, and gets its work if it is of just that set.
/// </summary>
public sealed class HeadStart
{
    private readonly RepeatedCompilation further;
    private Task<Compiled>? work;

    private HeadStart(CompilationOptions options, Task<Compiled>? work)
    {
        further = new RepeatedCompilation(options);
        this.work = work;
    }

    /// <summary>On a thread of its own.</summary>
    public static HeadStart Begin(FolderSourceOptions folder, CompilationOptions options) => new(options, Task.Factory.StartNew(
        () => Compile(folder, options), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

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

    private static Compiled Compile(FolderSourceOptions folder, CompilationOptions options)
    {
        FolderListing listing = new FolderReader(folder.Limits).Read(folder.Folder);
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

    private readonly record struct Compiled(PolicyDigest Digest, CompilationResult Result);
}
