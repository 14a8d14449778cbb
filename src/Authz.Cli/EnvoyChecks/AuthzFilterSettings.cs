using System.Collections.Immutable;
using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>What an ext_authz filter is held to, that of HTTP and that of connections.</summary>
internal static class AuthzFilterSettings
{
    /// <summary>Seconds; beyond it a decision that takes microseconds is waited for at the cost of all other requests.</summary>
    private const double TimeoutMax = 1;

    private static readonly Setting certificate = Setting.True(EnvoyRules.NoCertificateSent, "include_peer_certificate");

    private static readonly ImmutableArray<Setting> both =
    [
        Setting.OneOf(EnvoyRules.WrongApiVersion, "transport_api_version", "V3", "2"),
        Setting.False(EnvoyRules.OpenOnFailure, "failure_mode_allow"),
        Setting.True(EnvoyRules.NoSniSent, "include_tls_session"),
    ];

    private static readonly ImmutableArray<Setting> http =
    [
        new(EnvoyRules.FailureLooksLikeDenial, "status_on_error.code", "ServiceUnavailable", IsServerError),
        Setting.True(EnvoyRules.NoRawHeaders, "encode_raw_headers"),
        Setting.True(EnvoyRules.AnswerMoves, "decoder_header_mutation_rules.disallow_system"),
        Setting.True(EnvoyRules.AnswerUnchecked, "validate_mutations"),
        Setting.True(EnvoyRules.AnswerUnchecked, "enforce_response_header_limits"),
        Setting.False(EnvoyRules.RoutedAgain, "clear_route_cache"),
    ];

    /// <param name="hasCertificates">False: clients show none here, so none could be sent.</param>
    public static void CheckHttp(CheckContext context, ConfigValue filter, bool hasCertificates)
    {
        CheckBoth(context, filter, hasCertificates);
        foreach (Setting setting in http)
        {
            setting.Check(context, filter);
        }

        if (filter.At("decoder_header_mutation_rules.allow_all_routing") is { IsTrue: true } routing)
        {
            context.Findings.Report(EnvoyRules.AnswerMoves, routing, "an answer may change `:path` and `host`", Mend.Remove(routing));
        }

        foreach (ConfigValue list in new[] { filter["allowed_headers"], filter["disallowed_headers"] }.Where(list => list.IsThere))
        {
            IEnumerable<string> read = context.Policies?.HeadersRead.Take(5).Select(name => $"`{name}`") ?? [];
            string names = string.Join(", ", read);
            string policies = names.Length > 0 ? $"; policies read {names}" : "";
            context.Findings.Report(
                EnvoyRules.HeadersHidden, list, $"`{list.Key}` keeps headers from the decision service{policies}", Mend.Remove(list));
        }

        CheckBody(context, filter["with_request_body"]);
    }

    public static void CheckConnections(CheckContext context, ConfigValue filter, bool hasCertificates) =>
        CheckBoth(context, filter, hasCertificates);

    public static void CheckBody(CheckContext context, ConfigValue body)
    {
        if (!body.IsThere)
        {
            return;
        }

        Setting.True(EnvoyRules.BodyCut, "pack_as_bytes").Check(context, body);
        if (body["allow_partial_message"].IsTrue)
        {
            context.Findings.Report(
                EnvoyRules.BodyCut, body["allow_partial_message"], "a body that is too long is sent cut",
                Mend.Remove(body["allow_partial_message"]));
        }
    }

    private static void CheckBoth(CheckContext context, ConfigValue filter, bool hasCertificates)
    {
        foreach (Setting setting in both)
        {
            setting.Check(context, filter);
        }

        if (hasCertificates)
        {
            certificate.Check(context, filter);
        }

        CheckService(context, filter);
        ReportThere(context, filter["shadow_mode"], EnvoyRules.ShadowMode, "`shadow_mode` forwards what is refused");
        ReportThere(context, filter["filter_enabled"], EnvoyRules.AskedSometimes, "`filter_enabled` asks about a fraction of the requests");
        ReportThere(
            context, filter["filter_enabled_metadata"], EnvoyRules.AskedSometimes,
            "`filter_enabled_metadata` asks only about requests with certain metadata");
    }

    private static void CheckService(CheckContext context, ConfigValue filter)
    {
        ConfigValue service = filter["grpc_service"];
        if (!service.IsThere)
        {
            ConfigValue where = filter["http_service"].IsThere ? filter["http_service"] : service;
            context.Findings.Report(
                EnvoyRules.NotOverGrpc,
                where,
                filter["http_service"].IsThere ? "`http_service` asks over plain HTTP" : "`grpc_service` is not set",
                Mend.Example(filter, "grpc_service:\n  envoy_grpc: {cluster_name: authz}\n  timeout: 0.2s"));
            return;
        }

        ConfigValue timeout = service["timeout"];
        bool isBounded = !timeout.IsThere
            || (DurationValue.TryRead(timeout, out double seconds) && seconds > 0 && seconds <= TimeoutMax);
        if (!isBounded)
        {
            context.Findings.Report(
                EnvoyRules.WaitsTooLong,
                timeout,
                $"the timeout is `{timeout.Text}`; from `0.001s` to `{TimeoutMax}s` is enough",
                Mend.SetAt(filter, "grpc_service.timeout", "0.2s"));
        }
        else if (!timeout.IsThere && !context.Config.IsDump)
        {
            context.Findings.Report(
                EnvoyRules.LeftToDefault, timeout, "`grpc_service.timeout` is not set; write `0.2s`",
                Mend.SetAt(filter, "grpc_service.timeout", "0.2s"));
        }
    }

    private static void ReportThere(CheckContext context, ConfigValue value, EnvoyRule rule, string message)
    {
        if (value.IsThere && !value.IsFalse)
        {
            context.Findings.Report(rule, value, message, Mend.Remove(value));
        }
    }

    private static bool IsServerError(ConfigValue code) =>
        code.Text is "InternalServerError" or "BadGateway" or "ServiceUnavailable" or "GatewayTimeout"
        || (DurationValue.TryReadNumber(code, out double number) && number is >= 500 and < 600);
}
