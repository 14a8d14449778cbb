using System.Collections.Immutable;
using System.Globalization;
using Authz.Policies.Text;

namespace Authz.Service.Settings;

/// <summary>Every setting that there is. What is not here, or under a section of the framework's, is a typing error.</summary>
public static class SettingCatalog
{
    /// <summary>The one section that the framework reads itself.</summary>
    private const string FrameworkSection = "logging";

    public static SettingDefinition Policies { get; } = new(
        "policies", "DIR", "policies",
        "The folder of policies. A relative one is sought below the current directory, then below the program's.");

    public static SettingDefinition Source { get; } = new(
        "source", "folder | journal | postgres", "folder",
        "Whose versions are in force: what the folder of policies holds, or what is published and activated in the journal below data or in a database.");

    public static SettingDefinition Postgres { get; } = new(
        "postgres", "FILE", "", "The file with the connection string of the database (Host=…;Database=…), where source is postgres: docs/postgres.md.")
    { IsHidden = true };

    public static SettingDefinition Replica { get; } = new(
        "replica", "NAME", "", "What this replica is called beside the others in the database. Left out: the name of the machine.");

    public static SettingDefinition PolicyAgeMax { get; } = new(
        "policy-age-max", "TIME", "", "How long a replica that is cut off from the database stays ready. Left out: for ever.");

    public static SettingDefinition Listen { get; } = new(
        "listen", "ADDRESS:PORT | unix:/PATH", "127.0.0.1:9001",
        "Where Envoy calls. May be given several times, or as a list with commas.")
    { IsList = true };

    public static SettingDefinition TlsCertificate { get; } = new(
        "tls:certificate", "FILE", "", "The server's certificate and its intermediates (PEM). Given: every address takes TLS only.");

    public static SettingDefinition TlsKey { get; } = new(
        "tls:key", "FILE", "", "The certificate's private key (PEM, not encrypted).");

    public static SettingDefinition TlsClientCa { get; } = new(
        "tls:client-ca", "FILE", "", "The authorities whose client certificates are taken (PEM).");

    public static SettingDefinition TlsRequireClientCertificate { get; } = new(
        "tls:require-client-certificate", "true | false", "true",
        "Whether a client without a certificate is refused, where tls:client-ca is set.")
    { IsSwitch = true };

    public static SettingDefinition Settle { get; } = new(
        "settle", "TIME", "300ms", "How long changed policies must stay the same before they are taken.");

    public static SettingDefinition Poll { get; } = new(
        "poll", "TIME", "5s", "How often to look at the policies even if the file system reports no change.");

    public static SettingDefinition Lock { get; } = new(
        "lock", "required | when-present | once-seen", "once-seen",
        "Whether policies without a policies.lock are taken: never, always, or until some with one were. A lock that is there must agree exactly.");

    public static SettingDefinition RouteBinding { get; } = new(
        "route-binding", "required | when-present", "required",
        "Whether a route must name its service (context extension authz.service).");

    public static SettingDefinition Certificate { get; } = new(
        "certificate", "required | when-present", "required",
        "Whether a caller proved by mTLS must be sent with the certificate (include_peer_certificate). DNS identities always need it.");

    public static SettingDefinition UnknownTokens { get; } = new(
        "unknown-tokens", "pass | refuse", "pass",
        "What becomes of an authorization header that cannot be verified here: another scheme, or a token of no declared issuer.");

    public static SettingDefinition SignatureChecksMax { get; } = new(
        "signature-checks-max", "COUNT", Math.Max(1, Environment.ProcessorCount / 2).ToString(CultureInfo.InvariantCulture),
        "Token signatures verified at a time. One more is answered with an error at once, so that a flood of tokens leaves other callers served.");

    public static SettingDefinition Data { get; } = new(
        "data", "DIR", "",
        "Where the service keeps what it needs after a restart: versions of policies, what is pinned and revoked, and the keys that it fetched last. Left out: nothing is kept.");

    public static SettingDefinition Secrets { get; } = new(
        "secrets", "DIR", "", "Where relative names of secret files (hmac identities) begin.");

    public static SettingDefinition DecisionLog { get; } = new(
        "decision-log", "FILE | -", "",
        "Where each decision is written as a line of JSON; - is standard output, and the service's own log goes to standard error. Left out: nowhere.");

    public static SettingDefinition DecisionLogFull { get; } = new(
        "decision-log-full", "refuse | drop", "refuse",
        "What becomes of decisions that the decision log has no room for: answered with an error, or answered and only counted.");

    public static SettingDefinition DecisionLogQueue { get; } = new(
        "decision-log-queue", "COUNT", "16384",
        "Decisions that may wait to be written, rounded up to a power of two.");

    public static SettingDefinition AnswerHeaders { get; } = new(
        "answer-headers", "true | false", "true",
        "Whether the upstream gets the version and the decision id as headers; else they are removed.")
    { IsSwitch = true };

    public static SettingDefinition RequestBytesMax { get; } = new(
        "request-bytes-max", "SIZE", "1MiB", "The longest check request that is read.");

    public static SettingDefinition CheckDeadline { get; } = new(
        "check-deadline", "TIME", "200ms", "The longest that a check may take, whatever the client would wait.");

    public static SettingDefinition ConnectionsMax { get; } = new(
        "connections-max", "COUNT", "4096", "Connections open at a time, over all addresses. One more is closed as it opens.");

    public static SettingDefinition StreamsPerConnectionMax { get; } = new(
        "streams-per-connection-max", "COUNT", "1024", "Calls under way on a connection. An Envoy that has more opens another one.");

    public static SettingDefinition ArrivingBytesMax { get; } = new(
        "arriving-bytes-max", "SIZE", "64MiB",
        "Memory for requests that have not arrived whole, over all connections. Beyond it the one that has waited longest is refused.");

    public static SettingDefinition MessageDeadline { get; } = new(
        "message-deadline", "TIME", "10s", "How long a request may take to arrive whole once it has begun.");

    public static SettingDefinition HandshakeDeadline { get; } = new(
        "handshake-deadline", "TIME", "5s", "How long a TLS handshake may take.");

    public static SettingDefinition SilenceMax { get; } = new(
        "silence-max", "TIME", "30s",
        "How long a connection may be silent before it is asked whether it lives. One that answers is never closed for it.");

    public static SettingDefinition StallMax { get; } = new(
        "stall-max", "TIME", "1m", "How long an answer may wait for its client to take it. Then the connection is closed.");

    public static SettingDefinition WatchersMax { get; } = new(
        "watchers-max", "COUNT", "1024", "Open calls of grpc.health.v1.Health/Watch, over all connections.");

    public static SettingDefinition Scheduling { get; } = new(
        "scheduling", "batch | inherited", "batch",
        "How Linux schedules the service: batch (SCHED_BATCH) costs a busy service a quarter less CPU; inherited leaves it as it was started.");

    public static SettingDefinition Admin { get; } = new(
        "admin", "ADDRESS:PORT", "",
        "Where versions are administered over HTTP; needs data. Beyond this machine only over TLS, for client certificates or JWTs. Left out: nowhere.");

    public static SettingDefinition AdminFourEyes { get; } = new(
        "admin-four-eyes", "true | false", "false", "Whether somebody else than its author has to approve a version before it is activated.")
    { IsSwitch = true };

    public static SettingDefinition AdminTokens { get; } = new(
        "admin-tokens", "FILE", "",
        "Who may call the admin API on this machine: lines of `NAME ROLE[,ROLE] TOKEN`. Left out: one token with all roles, made in admin.tokens below data.");

    public static SettingDefinition AdminTlsCertificate { get; } = new("admin-tls:certificate", "FILE", "", "The admin API's certificate (PEM).");

    public static SettingDefinition AdminTlsKey { get; } = new("admin-tls:key", "FILE", "", "Its private key (PEM, not encrypted).");

    public static SettingDefinition AdminTlsClientCa { get; } = new(
        "admin-tls:client-ca", "FILE", "", "The authorities whose client certificates the admin API takes (PEM).");

    public static SettingDefinition AdminCallers { get; } = new(
        "admin-callers", "FILE", "", "Who may call the admin API by client certificate: lines of `NAME ROLE[,ROLE] IDENTITY`.");

    public static SettingDefinition AdminJwtIssuer { get; } = new("admin-jwt:issuer", "TEXT", "", "The issuer of JWTs that the admin API takes.");

    public static SettingDefinition AdminJwtAudience { get; } = new("admin-jwt:audience", "TEXT", "", "The audience that they are for.");

    public static SettingDefinition AdminJwtKeys { get; } = new("admin-jwt:keys", "FILE", "", "The issuer's public keys (a JSON Web Key Set).");

    public static SettingDefinition AdminJwtRoles { get; } = new("admin-jwt:roles", "CLAIM", "roles", "The claim that lists roles of the admin API.");

    public static ImmutableArray<SettingDefinition> All { get; } =
    [
        Policies, Source, Postgres, Replica, PolicyAgeMax, Listen, TlsCertificate, TlsKey, TlsClientCa, TlsRequireClientCertificate, Settle, Poll, Lock,
        RouteBinding, Certificate, UnknownTokens, SignatureChecksMax, Data, Secrets, DecisionLog, DecisionLogFull, DecisionLogQueue,
        AnswerHeaders, RequestBytesMax, CheckDeadline,
        ConnectionsMax, StreamsPerConnectionMax, ArrivingBytesMax, MessageDeadline, HandshakeDeadline, SilenceMax, StallMax, WatchersMax,
        Scheduling,
        Admin, AdminFourEyes, AdminTokens, AdminTlsCertificate, AdminTlsKey, AdminTlsClientCa, AdminCallers,
        AdminJwtIssuer, AdminJwtAudience, AdminJwtKeys, AdminJwtRoles,
    ];

    private static readonly ImmutableDictionary<string, SettingDefinition> ByName =
        All.ToImmutableDictionary(static setting => SettingName.Canonical(setting.Name));

    /// <param name="name">As somebody wrote it; an element of a list has its number behind a colon.</param>
    public static SettingDefinition? Find(string name)
    {
        string canonical = SettingName.Canonical(name);
        if (ByName.TryGetValue(canonical, out SettingDefinition? found))
        {
            return found;
        }

        int colon = canonical.LastIndexOf(':');
        bool isElement = colon > 0 && canonical.AsSpan(colon + 1) is { Length: > 0 } number && !number.ContainsAnyExceptInRange('0', '9');
        return isElement && ByName.TryGetValue(canonical[..colon], out SettingDefinition? list) && list.IsList ? list : null;
    }

    public static bool IsFrameworkSetting(string name) =>
        SettingName.Canonical(name.Split(':')[0]) == FrameworkSection;

    /// <summary>What is said of a name that is none: the one that was probably meant, if there is one.</summary>
    /// <param name="form">How a setting is written in the place of the mistake.</param>
    public static string Unknown(string name, Func<SettingDefinition, string> form)
    {
        string written = name.Replace('_', '-').ToLowerInvariant();
        string? similar = SimilarName.Find(written, All.Select(static setting => setting.Name));
        return similar is not null && Find(similar) is { } setting
            ? $"is unknown; did you mean `{form(setting)}`? --help lists all settings"
            : "is unknown; --help lists all settings";
    }
}
