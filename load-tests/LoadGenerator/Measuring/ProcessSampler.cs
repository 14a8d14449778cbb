using System.Diagnostics;
using Authz.LoadGenerator.Arguments;
using Authz.LoadGenerator.Running;

namespace Authz.LoadGenerator.Measuring;

/// <summary>Looks at the server's process twice a second, from a thread of its own.</summary>
public sealed class ProcessSampler : IDisposable
{
    private static readonly TimeSpan period = TimeSpan.FromMilliseconds(500);

    private readonly Process process;
    private readonly long start = Clock.Now;
    private readonly List<ProcessSample> samples = [];
    private readonly Lock gate = new();
    private readonly Timer timer;

    /// <exception cref="UsageException">There is no such process, or none that we may look at.</exception>
    public ProcessSampler(int pid)
    {
        try
        {
            process = Process.GetProcessById(pid);
            _ = process.TotalProcessorTime;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            throw new UsageException($"--pid {pid}: {failure.Message}");
        }

        timer = new Timer(_ => Take(), null, period, period);
    }

    public IReadOnlyList<ProcessSample> Samples
    {
        get
        {
            lock (gate)
            {
                return [.. samples];
            }
        }
    }

    /// <summary>Null: the process has ended.</summary>
    public ProcessSample? Take()
    {
        lock (gate)
        {
            try
            {
                process.Refresh();
                var sample = new ProcessSample(
                    Clock.Time(Clock.Now - start).TotalSeconds, process.TotalProcessorTime.TotalSeconds, process.WorkingSet64)
                {
                    Parts = ResidentParts.Of(process.Id),
                };
                samples.Add(sample);
                return sample;
            }
            catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        process.Dispose();
    }
}
