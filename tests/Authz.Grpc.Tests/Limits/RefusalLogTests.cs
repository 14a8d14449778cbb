using System.Diagnostics.Metrics;
using Authz.Grpc.Limits;
using Authz.Grpc.Tests.Hosting;
using Authz.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Tests.Limits;

public sealed class RefusalLogTests : IDisposable
{
    private readonly ManualTimeProvider clock = new();
    private readonly LogRecords records = new();

    public void Dispose() => records.Dispose();

    [Fact]
    public void A_kind_of_refusal_is_said_at_once_and_then_once_a_minute_with_how_many_there_were()
    {
        var log = new RefusalLog(records, clock, meters: null);
        log.Note(GrpcRefusal.Connection, 7);
        for (int i = 0; i < 1_000; i++)
        {
            log.Note(GrpcRefusal.Connection, 7);
        }

        clock.Advance(LogPace.Quiet - TimeSpan.FromTicks(1));
        log.Note(GrpcRefusal.Connection, 7);
        Assert.Single(records.Of(LogLevel.Warning));

        clock.Advance(TimeSpan.FromTicks(1));
        log.Note(GrpcRefusal.Connection, 7);

        Assert.Equal(["1 ", "1002 "], records.Of(LogLevel.Warning).Select(record => record.Message[..(record.Message.IndexOf(' ') + 1)]));
    }

    [Theory]
    [InlineData("Connection", "connection")]
    [InlineData("Message", "message")]
    [InlineData("Stream", "stream")]
    [InlineData("Stall", "stall")]
    public void Each_kind_has_its_own_line_and_is_counted_each_time(string kind, string tag)
    {
        using ServiceProvider provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var counted = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == RefusalLog.MeterName && ReferenceEquals(instrument.Meter.Scope, provider.GetRequiredService<IMeterFactory>()))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted.Add($"{value} {tags[0].Value}"));
        listener.Start();
        var log = new RefusalLog(records, clock, provider.GetRequiredService<IMeterFactory>());
        log.Note(GrpcRefusal.Message, 1);
        counted.Clear();

        log.Note(Enum.Parse<GrpcRefusal>(kind), 1);
        log.Note(Enum.Parse<GrpcRefusal>(kind), 1);

        Assert.Equal([$"1 {tag}", $"1 {tag}"], counted);
        Assert.Equal(kind == "Message" ? 1 : 2, records.Of(LogLevel.Warning).Count);
    }
}
