using Authz.LoadGenerator.Commands;
using Authz.LoadGenerator.Measuring;
using Authz.LoadGenerator.Reports;

namespace Authz.LoadGenerator.Running;

/// <summary>Says how a run goes: one line that is drawn over on a terminal, elsewhere a line now and then.</summary>
public sealed class Progress(CommandOutput output)
{
    private static readonly TimeSpan terminalPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan plainPeriod = TimeSpan.FromSeconds(10);

    /// <summary>Until what is returned is disposed of.</summary>
    public IDisposable Follow(Phase phase, Recorder recorder)
    {
        TimeSpan period = output.IsTerminal ? terminalPeriod : plainPeriod;
        return new Timer(_ => Show(phase, recorder), null, period, period);
    }

    public void Clear()
    {
        if (output.IsTerminal)
        {
            output.Error.Write("\r\e[K");
        }
    }

    private void Show(Phase phase, Recorder recorder)
    {
        if (recorder.Latest is not { } point)
        {
            return;
        }

        string line = $"{phase.Name}: {point.Seconds:F0} of {phase.Duration.TotalSeconds:F0} s, {Units.Number(point.Rate)} a second, "
            + $"p50 {Units.Time(point.P50)}, p99 {Units.Time(point.P99)}, {recorder.Errors} errors, {recorder.Wrong} wrong";
        if (output.IsTerminal)
        {
            output.Error.Write($"\r\e[K{line}");
        }
        else
        {
            output.Error.WriteLine(line);
        }
    }
}
