using System.Runtime.InteropServices;
using Authz.LoadGenerator.Measuring;
using Authz.LoadGenerator.Reports;

namespace Authz.LoadGenerator.Running;

/// <summary>Carries out a plan.</summary>
public static class LoadRun
{
    private static readonly TimeSpan timelineInterval = TimeSpan.FromSeconds(1);

    /// <exception cref="IOException">Nobody listens.</exception>
    public static async Task<RunReport> RunAsync(
        RunPlan plan, string command, Progress progress, TimeProvider clock, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = clock.GetUtcNow();
        using var loop = new LoadLoop(plan.Load);
        await OnOwnThread(() => loop.Connect(cancellationToken));
        if (plan.WarmUp is { } warmUp)
        {
            await RunPhaseAsync(loop, warmUp, progress, null, cancellationToken);
        }

        using ProcessSampler? sampler = plan.ProcessId is { } pid ? new ProcessSampler(pid) : null;
        var phases = new List<PhaseReport>();
        PhaseReport? flood = null;
        int reloads = 0;
        foreach (Phase phase in plan.Phases)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            using var floodStop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task<PhaseReport?> beside = phase.IsFlooded ? FloodAsync(plan, floodStop.Token) : Task.FromResult<PhaseReport?>(null);
            Reloader? reloader = plan.ReloadFolder is { } folder ? new Reloader(folder, plan.ReloadEvery) : null;
            try
            {
                phases.Add(await RunPhaseAsync(loop, phase, progress, sampler, cancellationToken));
            }
            finally
            {
                await floodStop.CancelAsync();
                if (reloader is not null)
                {
                    await reloader.DisposeAsync();
                    reloads += reloader.Count;
                }
            }

            flood = await beside ?? flood;
        }

        progress.Clear();
        return new RunReport
        {
            Command = command,
            StartedAt = startedAt,
            Machine = $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}",
            Phases = phases,
            Process = sampler?.Samples ?? [],
            ConnectionsReplaced = loop.ConnectionsReplaced,
            Reloads = reloads,
            Versions = loop.VersionsSeen,
            Flood = flood,
        };
    }

    private static async Task<PhaseReport> RunPhaseAsync(
        LoadLoop loop, Phase phase, Progress progress, ProcessSampler? sampler, CancellationToken cancellationToken)
    {
        var recorder = new Recorder(timelineInterval);
        ProcessSample? before = sampler?.Take();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        using (progress.Follow(phase, recorder))
        {
            await OnOwnThread(() => loop.Run(phase, recorder, cancellationToken));
        }

        return PhaseReport.Of(phase, recorder, before, sampler?.Take(), Environment.CpuUsage.TotalTime - cpu);
    }

    private static async Task<PhaseReport?> FloodAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Flood is not { } flood)
        {
            return null;
        }

        var recorder = new Recorder(timelineInterval);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        await OnOwnThread(() =>
        {
            using var loop = new LoadLoop(flood.Load);
            loop.Connect(cancellationToken);
            loop.Run(flood.Phase, recorder, cancellationToken);
        });
        return PhaseReport.Of(flood.Phase, recorder, null, null, Environment.CpuUsage.TotalTime - cpu);
    }

    private static Task OnOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
