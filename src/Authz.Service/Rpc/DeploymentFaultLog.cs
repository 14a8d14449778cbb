using System.Diagnostics.Metrics;
using Authz.Grpc.Limits;
using Authz.Pdp.Answers;
using Authz.Policies.Decisions;

namespace Authz.Service.Rpc;

/// <summary>
/// Two settings that a plain ext_authz filter lacks refuse every call behind it. Who deploys one is told in the log
/// what to paste, once a minute at most, and how often it happened in a counter.
/// </summary>
public sealed partial class DeploymentFaultLog
{
    private readonly ILogger logger;
    private readonly Counter<long> faults;
    private readonly LogPace[] paces = [.. Enum.GetValues<DecisionReason>().Select(static _ => new LogPace())];

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
        if (paces[(int)reason].IsDue(now))
        {
            Log.Fault(logger, reason.Token(), title, DeploymentFaults.Remedy(reason) ?? "");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}: {Title}, so its calls are refused. {Remedy}")]
        public static partial void Fault(ILogger logger, string reason, string title, string remedy);
    }
}
