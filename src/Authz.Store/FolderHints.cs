using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Authz.Store;

/// <summary>
/// The file system's word that something may have changed. Only ever a reason to look sooner: events get lost, come twice,
/// and do not exist on every file system.
/// </summary>
internal sealed partial class FolderHints(string folder, ILogger logger) : IDisposable
{
    private readonly Channel<bool> wakes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private FileSystemWatcher? watcher;
    private string? watched;
    private DateTime watchedBorn;
    private string? unwatchable;

    /// <summary>Watches the folder where it really is now: it may have come, gone, or its link may have been moved.</summary>
    public void Arm()
    {
        string? real = RealPath.Of(folder);

        // Another folder under the same name is another folder: the watch is on the one that was moved away.
        DateTime born = real is null ? default : Directory.GetCreationTimeUtc(real);
        if (real == watched && born == watchedBorn)
        {
            return;
        }

        Disarm();
        watchedBorn = born;
        if (real is not null && real != unwatchable && Directory.Exists(real))
        {
            Watch(real);
        }
    }

    /// <summary>Forgets the hints until now; what is looked at afterwards is newer than they are.</summary>
    public void Forget()
    {
        while (wakes.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>Returns at the next hint, or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellation)
    {
        ITimer timer = clock.CreateTimer(_ => Wake(), null, longest, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            await wakes.Reader.ReadAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A hint from elsewhere than the file system.</summary>
    public void Wake() => wakes.Writer.TryWrite(true);

    public void Dispose() => Disarm();

    private void Watch(string real)
    {
        try
        {
            watcher = new FileSystemWatcher(real)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite
                    | NotifyFilters.Size | NotifyFilters.Attributes | NotifyFilters.CreationTime,
            };
            watcher.Changed += (_, _) => Wake();
            watcher.Created += (_, _) => Wake();
            watcher.Deleted += (_, _) => Wake();
            watcher.Renamed += (_, _) => Wake();
            watcher.Error += (_, _) => Wake();
            watcher.EnableRaisingEvents = true;
            watched = real;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or UnauthorizedAccessException)
        {
            Disarm();
            unwatchable = real;
            Log.NotWatched(logger, real, failure.Message);
        }
    }

    private void Disarm()
    {
        watcher?.Dispose();
        watcher = null;
        watched = null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message =
            "{Folder} cannot be watched ({Reason}); changes are found by polling alone")]
        public static partial void NotWatched(ILogger logger, string folder, string reason);
    }
}
