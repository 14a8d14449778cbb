using System.Text.Json;
using Authz.Policies.Decisions;
using Authz.Service.Audit;
using Authz.Service.Rpc;

namespace Authz.Service.Tests.Audit;

public sealed class DecisionLogWriterTests
{
    private const int DeadlineMs = 120_000;

    [Fact]
    public void A_process_has_a_first_line_and_a_last_one()
    {
        using var bench = new AuditBench(DecisionLogFull.Refuse, 64);
        bench.Writer.Open();
        bench.Record(1);
        bench.Writer.Pump();
        bench.Record(2);
        Assert.True(bench.Writer.Finish());

        JsonElement[] lines = bench.Lines();
        Assert.Equal(["start", "decision", "decision", "stop"], lines.Select(AuditRecords.Kind));
        Assert.Equal("00000000000000ab", AuditRecords.Text(lines[0], "instance"));
        Assert.Equal(Environment.ProcessId, lines[0].GetProperty("pid").GetInt32());
        Assert.Equal("refuse", AuditRecords.Text(lines[0], "full"));
        Assert.StartsWith(AuditRecords.Text(lines[0], "instance"), AuditRecords.Text(lines[1], "id"), StringComparison.Ordinal);
        Assert.Equal(2, lines[3].GetProperty("lines").GetInt64());
        Assert.Equal(0, lines[3].GetProperty("lost").GetInt64());
    }

    [Fact]
    public void The_next_process_begins_behind_the_one_before()
    {
        using var first = new AuditBench(DecisionLogFull.Refuse, 64);
        first.Writer.Open();
        first.Record(1);
        first.Writer.Pump();

        // It ended without a stop, in the middle of a line.
        File.AppendAllText(first.LogPath, "{\"kind\":\"deci");
        using var second = new AuditBench(DecisionLogFull.Refuse, 64, first.LogPath);
        second.Writer.Open();
        second.Writer.Pump();

        string[] lines = File.ReadAllLines(first.LogPath);
        Assert.Equal(4, lines.Length);
        Assert.Equal(["start", "decision", "start"], AuditRecords.Parse([lines[0], lines[1], lines[3]]).Select(AuditRecords.Kind));
    }

    [Fact]
    public void A_full_queue_refuses_and_the_gap_is_told()
    {
        using var bench = new AuditBench(DecisionLogFull.Refuse, 4);
        bench.Writer.Open();
        Assert.Equal([true, true, true, true, false, false], Enumerable.Range(0, 6).Select(number => bench.Record((ulong)number)));
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        bench.Writer.Pump();
        Assert.True(bench.Record(7));
        bench.Writer.Pump();

        Assert.Equal(["start", "decision", "decision", "decision", "decision", "gap", "decision"], bench.Kinds());
        JsonElement gap = bench.Lines()[5];
        Assert.Equal(2, gap.GetProperty("count").GetInt64());
        Assert.Equal("refuse", AuditRecords.Text(gap, "full"));
        Assert.Equal(AuditRecords.Text(bench.Lines()[0], "time"), AuditRecords.Text(gap, "since"));
        Assert.Equal(bench.Clock.GetUtcNow(), gap.GetProperty("time").GetDateTimeOffset());
        Assert.Contains(bench.Said.All, static said => said.Contains("2 decisions", StringComparison.Ordinal));
    }

    [Fact]
    public void A_full_queue_that_may_drop_lets_pass_and_the_gap_is_told()
    {
        using var bench = new AuditBench(DecisionLogFull.Drop, 4);
        bench.Writer.Open();
        Assert.All(Enumerable.Range(0, 9), number => Assert.True(bench.Record((ulong)number)));
        Assert.True(bench.Writer.Finish());

        JsonElement[] lines = bench.Lines();
        Assert.Equal(["start", "decision", "decision", "decision", "decision", "gap", "stop"], lines.Select(AuditRecords.Kind));
        Assert.Equal(5, lines[5].GetProperty("count").GetInt64());
        Assert.Equal(5, lines[6].GetProperty("lost").GetInt64());
    }

    [Fact]
    public void Nothing_is_recorded_once_the_end_is_written()
    {
        using var bench = new AuditBench(DecisionLogFull.Refuse, 4);
        bench.Writer.Open();
        Assert.True(bench.Writer.Finish());

        Assert.False(bench.Record(1));
    }

    /// <summary>A disk that is full for a while: nothing of what was accepted is lost, nothing is written twice, and the log says so once.</summary>
    [Fact]
    public void What_could_not_be_written_is_written_when_it_can_be()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        using var bench = new AuditBench(DecisionLogFull.Refuse, 64);
        File.CreateSymbolicLink(bench.LogPath, "/dev/full");
        bench.Writer.Open();
        int accepted = 0;
        for (int round = 0; round < 100; round++)
        {
            accepted += bench.Record((ulong)accepted) ? 1 : 0;
            bench.Writer.Pump();
            bench.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        // What is made into lines waits beside the queue.
        Assert.InRange(accepted, 64, 99);
        Assert.Single(bench.Said.All, static said => said.Contains("cannot be written", StringComparison.Ordinal));
        File.Delete(bench.LogPath);
        bench.Clock.Advance(DecisionLogWriter.RotationPace);
        bench.Writer.Pump();

        JsonElement[] lines = bench.Lines();
        Assert.Equal(["start", "continue"], lines.Take(2).Select(AuditRecords.Kind));
        Assert.Equal(
            Enumerable.Range(0, accepted).Select(static number => $"{AuditBench.Instance:x16}{number:x16}"),
            lines.Where(static line => AuditRecords.Kind(line) == "decision").Select(static line => AuditRecords.Text(line, "id")));
        Assert.Equal(100 - accepted, lines.Single(static line => AuditRecords.Kind(line) == "gap").GetProperty("count").GetInt64());
        Assert.Contains(bench.Said.All, static said => said.Contains("written again", StringComparison.Ordinal));
    }

    [Fact]
    public void The_end_of_the_process_says_what_it_could_not_write()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        using var bench = new AuditBench(DecisionLogFull.Refuse, 64, "/dev/full");
        bench.Writer.Open();
        bench.Record(1);

        Assert.False(bench.Writer.Finish());
        Assert.False(bench.Writer.Finish());
        bench.Writer.Dispose();
        Assert.Contains(bench.Said.All, static said => said.Contains("the service ends", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rotated_file_goes_on_in_a_new_one()
    {
        using var bench = new AuditBench(DecisionLogFull.Refuse, 64);
        bench.Writer.Open();
        bench.Record(1);
        bench.Writer.Pump();
        string rotated = bench.InFolder("decisions.log.1");
        File.Move(bench.LogPath, rotated);
        bench.Record(2);
        bench.Writer.Pump();
        bench.Clock.Advance(DecisionLogWriter.RotationPace);
        bench.Record(3);
        bench.Writer.Pump();

        Assert.Equal(["start", "decision", "decision"], AuditRecords.ReadFile(rotated).Select(AuditRecords.Kind));
        Assert.Equal(["continue", "decision"], bench.Kinds());
        Assert.Equal(2, bench.Lines()[0].GetProperty("lines").GetInt64());
    }

    [Fact]
    public void Lines_beyond_one_write_are_written_too()
    {
        using var bench = new AuditBench(DecisionLogFull.Refuse, 4096);
        bench.Writer.Open();
        for (int number = 0; number < 4096; number++)
        {
            Assert.True(bench.Record((ulong)number));
        }

        bench.Writer.Pump();
        Assert.Equal(4097, bench.Lines().Length);
        Assert.True(new FileInfo(bench.LogPath).Length > 2 * DecisionLogWriter.BatchBytes);
    }

    /// <summary>The writer's own thread, and several that record: every decision that was accepted has one line, and no other has.</summary>
    [Theory(Timeout = DeadlineMs)]
    [InlineData(DecisionLogFull.Refuse)]
    [InlineData(DecisionLogFull.Drop)]
    public async Task Each_accepted_decision_has_one_line(DecisionLogFull full)
    {
        const int Threads = 3;
        const int Each = 20_000;
        using var bench = new AuditBench(full, 1024);
        await bench.Writer.StartAsync(CancellationToken.None);
        int[] refused = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
            Enumerable.Range(0, Each).Count(number => !bench.Record(((ulong)thread << 32) | (uint)number)))));
        await bench.Writer.StopAsync(CancellationToken.None);

        JsonElement[] lines = bench.Lines();
        string[] ids = [.. lines.Where(static line => AuditRecords.Kind(line) == "decision").Select(static line => AuditRecords.Text(line, "id"))];
        long told = lines.Where(static line => AuditRecords.Kind(line) == "gap").Sum(static line => line.GetProperty("count").GetInt64());
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(Threads * Each, ids.Length + told);
        Assert.Equal(full == DecisionLogFull.Refuse ? told : 0, refused.Sum());
        Assert.Equal(("start", "stop"), (AuditRecords.Kind(lines[0]), AuditRecords.Kind(lines[^1])));
        Assert.Equal((ids.Length, told), (lines[^1].GetProperty("lines").GetInt64(), lines[^1].GetProperty("lost").GetInt64()));
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        using var bench = new AuditBench(DecisionLogFull.Refuse, 1024);
        var outcome = new CheckOutcome(null, Caller.Anonymous, default);
        DateTimeOffset now = bench.Clock.GetUtcNow();
        bench.Log.Record(in outcome, default, default, now, now, null);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 2000; i++)
        {
            bench.Log.Record(in outcome, default, default, now, now, null);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2001 - 1024, bench.Log.Lost);
    }

    [Fact]
    public void Making_lines_allocates_nothing_once_warm()
    {
        DecisionRecord record = AuditRecords.Of(AuditPolicies.Names(AuditPolicies.Registry), new Decision { Service = 0, Operation = 0, Rule = 0 });
        var line = new LineBuffer(4096);
        DecisionLine.Write(line, in record);
        line.Clear();

        long before = GC.GetAllocatedBytesForCurrentThread();
        DecisionLine.Write(line, in record);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
