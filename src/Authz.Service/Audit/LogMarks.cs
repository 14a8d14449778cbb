using System.Reflection;

namespace Authz.Service.Audit;

/// <summary>
/// The lines that are no decisions: where a process begins and ends, where a file goes on, and where lines are missing. A start without a
/// stop before it is a process that did not end well.
/// </summary>
/// <param name="instance">By which the ids of all of this process's decisions begin.</param>
internal sealed class LogMarks(ulong instance, DecisionLogSettings settings)
{
    private static readonly string Program = Assembly.GetExecutingAssembly().GetName().Version?.ToString() ?? "unknown";

    public void WriteStart(LineBuffer line, DateTimeOffset now)
    {
        Begin(line, "start"u8, now);
        line.Append(",\"program\":\""u8);
        line.AppendText(Program);
        line.Append("\",\"pid\":"u8);
        line.AppendNumber(Environment.ProcessId);
        line.Append(",\"queue\":"u8);
        line.AppendNumber(settings.QueueLength);
        WriteFull(line);
        line.Append("}\n"u8);
    }

    /// <param name="lines">Decisions that this process has written until now.</param>
    public void WriteContinue(LineBuffer line, DateTimeOffset now, long lines, long lost)
    {
        Begin(line, "continue"u8, now);
        WriteTotals(line, lines, lost);
    }

    public void WriteStop(LineBuffer line, DateTimeOffset now, long lines, long lost)
    {
        Begin(line, "stop"u8, now);
        WriteTotals(line, lines, lost);
    }

    /// <summary>Between two times, so many decisions found no room.</summary>
    public void WriteGap(LineBuffer line, DateTimeOffset from, DateTimeOffset to, long count)
    {
        Begin(line, "gap"u8, to);
        line.Append(",\"since\":\""u8);
        line.AppendTime(from.UtcTicks);
        line.Append("\",\"count\":"u8);
        line.AppendNumber(count);
        WriteFull(line);
        line.Append("}\n"u8);
    }

    private void Begin(LineBuffer line, ReadOnlySpan<byte> kind, DateTimeOffset now)
    {
        line.Append("{\"kind\":\""u8);
        line.Append(kind);
        line.Append("\",\"time\":\""u8);
        line.AppendTime(now.UtcTicks);
        line.Append("\",\"instance\":\""u8);
        line.AppendHex(instance);
        line.Append("\""u8);
    }

    private static void WriteTotals(LineBuffer line, long lines, long lost)
    {
        line.Append(",\"lines\":"u8);
        line.AppendNumber(lines);
        line.Append(",\"lost\":"u8);
        line.AppendNumber(lost);
        line.Append("}\n"u8);
    }

    private void WriteFull(LineBuffer line) => line.Append(settings.Full switch
    {
        DecisionLogFull.Refuse => ",\"full\":\"refuse\""u8,
        DecisionLogFull.Drop => ",\"full\":\"drop\""u8,
    });
}
