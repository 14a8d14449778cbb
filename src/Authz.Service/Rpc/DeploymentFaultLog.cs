using System.Diagnostics.Metrics;
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
    private long nextNotBound;
    private long nextNotSent;

    public DeploymentFaultLog(ILogger<DeploymentFaultLog> logger, IMeterFactory meters)
    {
        this.logger = logger;
        faults = meters.Create("Authz").CreateCounter<long>(
            "authz.deployment_faults", "{check}", "Checks refused for want of a setting of the Envoy that asked.");
    }

    public void Note(DecisionReason reason, DateTimeOffset now)
    {
        if (reason is not (DecisionReason.RouteNotBound or DecisionReason.CertificateNotSent))
        {
            return;
        }

        faults.Add(1, new KeyValuePair<string, object?>("reason", reason.Token()));
        if (reason == DecisionReason.RouteNotBound && IsDue(ref nextNotBound, now))
        {
            Log.RouteNotBound(logger);
        }

        if (reason == DecisionReason.CertificateNotSent && IsDue(ref nextNotSent, now))
        {
            Log.CertificateNotSent(logger);
        }
    }

    private static bool IsDue(ref long next, DateTimeOffset now)
    {
        long due = Volatile.Read(ref next);
        return now.UtcTicks >= due
            && Interlocked.CompareExchange(ref next, (now + quiet).UtcTicks, due) == due;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message =
            """
            route_not_bound: a route does not say which service it leads to, so its calls are refused. Add to the route:
              typed_per_filter_config:
                envoy.filters.http.ext_authz:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
                  check_settings:
                    context_extensions: {{authz.service: BLOCK/SERVICE}}
            """)]
        public static partial void RouteNotBound(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message =
            """
            certificate_not_sent: a caller's certificate does not come with its check, so it proves nothing. Add to the ext_authz filter:
              include_peer_certificate: true
            """)]
        public static partial void CertificateNotSent(ILogger logger);
    }
}
