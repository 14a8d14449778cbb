using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Authz.Envoy.Tests.Harness;

/// <summary>A server in a process of its own, with all that it prints.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();
    private bool isDisposed;

    private ServerProcess(Process process) => this.process = process;

    public IEnumerable<string> OutputLines => output;

    public bool HasEnded => process.HasExited;

    public static ServerProcess Start(string fileName, string workingDirectory, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new ServerProcess(new Process { StartInfo = start });
        server.process.OutputDataReceived += (_, line) => Add(server.output, line.Data);
        server.process.ErrorDataReceived += (_, line) => Add(server.errors, line.Data);
        ParentThread.Run(server.process.Start);
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    public async Task<long> ResidentBytesAsync(CancellationToken cancellation)
    {
        string[] lines = await File.ReadAllLinesAsync($"/proc/{process.Id}/status", cancellation);
        string kibibytes = lines.Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))["VmRSS:".Length..^"kB".Length];
        return 1024 * long.Parse(kibibytes, CultureInfo.InvariantCulture);
    }

    /// <summary>The last lines, for the message of a failed test.</summary>
    public string Tail() => string.Join('\n', output.TakeLast(20).Concat(errors.TakeLast(20)));

    /// <summary>Waits until the server observably is ready; a server that ended never will be.</summary>
    public Task UntilAsync(string what, Func<Task<bool>> observed, CancellationToken cancellation) => Poll.UntilAsync(
        () => HasEnded ? throw new InvalidOperationException($"ended before {what}:\n{Tail()}") : observed(),
        () => $"{what}\n{Tail()}",
        cancellation);

    public async Task<int> ExitCodeAsync(CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    /// <summary>Stops it; a test may have done so before. What does not end though it was killed must not hold the run.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync().WaitAsync(Poll.Patience);
        process.Dispose();
    }

    private static void Add(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
