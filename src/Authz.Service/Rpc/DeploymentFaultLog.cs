using System.Diagnostics.Metrics;
using Authz.Pdp.Answers;
using Authz.Policies.Decisions;

namespace Authz.Service.Rpc;

/// <summary>
/// Two settings that a plain ext_authz filter lacks refuse every call behind it. Who deploys one is told in the log
/// what to paste, once a minute at most, and how often it happened in a counter.
/// </summary>
public sealed partial class DeploymentFaultLog
{
    private static readonly TimeSpan quiet = TimeSpan.FromMinutes(1);

    private readonly ILogger logger;
    private readonly Counter<long> faults;
    private readonly long[] due = new long[Enum.GetValues<DecisionReason>().Length];

    public DeploymentFaultLog(ILogger<DeploymentFaultLog> logger, IMeterFactory meters)
    {
        this.logger = logger;
        faults = meters.Create("Authz").CreateCounter<long>(
            "authz.deployment_faults", "{check}", "Checks refused for want of a setting of the Envoy that asked.");
    }

    public void Note(DecisionReason reason, DateTimeOffset now)
    {
        if (DeploymentFaults.Title(reason) is not { } title)
        {
            return;
        }

        faults.Add(1, new KeyValuePair<string, object?>("reason", reason.Token()));
        if (IsDue(ref due[(int)reason], now))
        {
            Log.Fault(logger, reason.Token(), title, DeploymentFaults.Remedy(reason) ?? "");
        }
    }

    private static bool IsDue(ref long next, DateTimeOffset now)
    {
        long seen = Volatile.Read(ref next);
        return now.UtcTicks >= seen
            && Interlocked.CompareExchange(ref next, (now + quiet).UtcTicks, seen) == seen;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}: {Title}, so its calls are refused. {Remedy}")]
        public static partial void Fault(ILogger logger, string reason, string title, string remedy);
    }
}
