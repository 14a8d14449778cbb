using System.Diagnostics.Metrics;
using System.Text.Json;
using Authz.Policies.Decisions;
using Authz.Service.Audit;
using Authz.Service.Rpc;
using Authz.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Service.Tests.Audit;

/// <summary>A decision log in a folder of its own, whose writer works when a test says so, by the test's clock.</summary>
internal sealed class AuditBench : IDisposable
{
    public const ulong Instance = 0xAB;

    private readonly ServiceProvider provider;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-log-");

    public AuditBench(DecisionLogFull full, int queueLength, string? path = null)
    {
        LogPath = path ?? Path.Combine(folder.FullName, "decisions.log");
        Said = new SaidLines();
        provider = new ServiceCollection().AddLogging(logging => logging.AddProvider(Said)).AddMetrics().BuildServiceProvider();
        var settings = new DecisionLogSettings { Path = LogPath, Full = full, QueueLength = queueLength };
        Log = new DecisionLog(settings);
        Writer = new DecisionLogWriter(
            Log, settings, Instance, Clock, provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<ILogger<DecisionLogWriter>>());
    }

    public string LogPath { get; }

    public DecisionLog Log { get; }

    public DecisionLogWriter Writer { get; }

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>What the writer said in the service's own log.</summary>
    public SaidLines Said { get; }

    public string InFolder(string name) => Path.Combine(folder.FullName, name);

    public bool Record(ulong id) => Log.Record(
        new CheckOutcome(null, Caller.Anonymous, default), default, new(Instance, id), Clock.GetUtcNow(), Clock.GetUtcNow(), null);

    public JsonElement[] Lines() => AuditRecords.ReadFile(LogPath);

    public string[] Kinds() => [.. Lines().Select(AuditRecords.Kind)];

    public void Dispose()
    {
        Writer.Dispose();
        provider.Dispose();
        folder.Delete(recursive: true);
    }
}
