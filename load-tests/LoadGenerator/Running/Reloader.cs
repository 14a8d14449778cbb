using System.Text;
using Authz.LoadGenerator.Arguments;
using Microsoft.Win32.SafeHandles;

namespace Authz.LoadGenerator.Running;

/// <summary>
/// Changes a policy folder again and again: one of its files gets one more document, a condition that no rule uses and whose value is
/// another each time. It is a new version that must be read, bound and compiled whole, and no verdict changes.
/// </summary>
public sealed class Reloader : IAsyncDisposable
{
    private readonly string file;
    private readonly string temporary;
    private readonly byte[] text;
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;

    /// <exception cref="UsageException">The folder has no policies, or a lock that no change agrees with.</exception>
    public Reloader(string folder, TimeSpan every)
    {
        if (File.Exists(Path.Combine(folder, "policies.lock")))
        {
            throw new UsageException($"--reload {folder}: with its policies.lock every change would be refused; take a copy without it");
        }

        file = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault()
                ?? throw new UsageException($"--reload {folder}: there is no policy (*.yaml) in it")
            : throw new UsageException($"--reload {folder}: there is no such folder");
        text = File.ReadAllBytes(file);

        // The service must see either text whole. Files whose names begin with a dot are none of the set.
        temporary = Path.Combine(Path.GetDirectoryName(file) ?? ".", ".load-generator-reload.tmp");
        work = Task.Run(() => RunAsync(every));
    }

    /// <summary>How often the file was rewritten.</summary>
    public int Count { get; private set; }

    /// <summary>Stops, and leaves the file as it was.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await work;
        Replace(default);
        stop.Dispose();
    }

    private async Task RunAsync(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                Replace(Addition(Count + 1));
                Count++;
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private static byte[] Addition(int number) => Encoding.UTF8.GetBytes(
        $$"""

        ---
        apiVersion: authz/v1
        kind: Condition
        metadata: {name: load-generator-reload}
        spec: {when: [{header: {name: x-load-generator, equals: "{{number}}"} }]}

        """);

    // The old text goes as it is: a copy of it for each change would make collections here, for which the calls that are measured wait.
    private void Replace(ReadOnlySpan<byte> addition)
    {
        using (SafeFileHandle handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, text, fileOffset: 0);
            RandomAccess.Write(handle, addition, text.Length);
        }

        File.Move(temporary, file, overwrite: true);
    }
}
