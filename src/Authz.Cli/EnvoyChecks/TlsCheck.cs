using System.Collections.Immutable;
using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>How a filter chain that leads on takes connections: callers show a certificate, and it is verified.</summary>
internal static class TlsCheck
{
    private const string Certificate = "-----BEGIN CERTIFICATE-----";

    private const string WholeYaml =
        $$"""
        transport_socket:
          name: envoy.transport_sockets.tls
          typed_config:
            "@type": type.googleapis.com/{{TypeNames.DownstreamTls}}
            require_client_certificate: true
            disable_stateless_session_resumption: true
            disable_stateful_session_resumption: true
            common_tls_context:
              tls_params: {tls_minimum_protocol_version: TLSv1_3, tls_maximum_protocol_version: TLSv1_3}
              tls_certificates:
              - certificate_chain: {filename: certificates/server.pem}
                private_key: {filename: certificates/server.key}
              validation_context:
        {{ValidatorLines}}
        """;

    private const string ValidatorLines =
        $$"""
                custom_validator_config:
                  name: envoy.tls.cert_validator.spiffe
                  typed_config:
                    "@type": type.googleapis.com/{{TypeNames.SpiffeValidator}}
                    trust_domains:
                    - name: sandbox.gov
                      trust_bundle: {filename: certificates/ca/sandbox.gov.pem}
        """;

    private static readonly ImmutableArray<Setting> settings =
    [
        Setting.True(EnvoyRules.SessionsResumed, "disable_stateless_session_resumption"),
        Setting.True(EnvoyRules.SessionsResumed, "disable_stateful_session_resumption"),
        Setting.OneOf(EnvoyRules.OldTls, "common_tls_context.tls_params.tls_minimum_protocol_version", "TLSv1_3", "4"),
    ];

    public static void Check(CheckContext context, FilterChainView chain)
    {
        Setting.Number(EnvoyRules.Unbounded, "per_connection_buffer_limit_bytes", "65536").Check(context, chain.Listener.Value);
        if (chain.Tls is not { } tls)
        {
            if (!chain.Listener.IsLocal)
            {
                context.Findings.Report(
                    EnvoyRules.NotSecret, chain.Value["transport_socket"],
                    "others can connect to this listener, and its connections are not TLS", Mend.Example(chain.Value, WholeYaml));
            }

            return;
        }

        if (!chain.Listener.IsLocal)
        {
            Setting.True(EnvoyRules.CertificateOptional, "require_client_certificate").Check(context, tls);
        }

        Setting.Duration(EnvoyRules.Unbounded, "transport_socket_connect_timeout", "5s").Check(context, chain.Value);
        foreach (Setting setting in settings)
        {
            setting.Check(context, tls);
        }

        CheckVerification(context, tls["common_tls_context"]);
    }

    private static void CheckVerification(CheckContext context, ConfigValue common)
    {
        ConfigValue combined = common["combined_validation_context"];
        ConfigValue fetched = combined["validation_context_sds_secret_config"] is { IsThere: true } inner
            ? inner
            : common["validation_context_sds_secret_config"];
        if (fetched.IsThere)
        {
            context.Findings.Report(EnvoyRules.NotSeen, fetched, "how certificates are verified is not in the file");
        }

        ConfigValue validation = combined.IsThere ? combined["default_validation_context"] : common["validation_context"];
        CheckExceptions(context, validation);
        TypedConfig validator = TypedConfig.Of(validation.At("custom_validator_config.typed_config"));
        bool isSpiffe = validator.Type == TypeNames.SpiffeValidator;
        if ((isSpiffe && validator.Value["trust_domains"].Count > 0) || fetched.IsThere)
        {
            return;
        }

        // Another validator may verify as well, and does not bind an authority that we could see.
        bool isOther = !isSpiffe && validator.Type.Length > 0;
        CheckAuthority(context, common, validation, isOther ? validator : default);
    }

    /// <param name="other">A validator that is not known here; the default: there is none.</param>
    private static void CheckAuthority(CheckContext context, ConfigValue common, ConfigValue validation, TypedConfig other)
    {
        bool isOther = other.Type is not null;
        ConfigValue authority = validation["trusted_ca"];
        bool isVerified = authority.IsThere
            || isOther
            || validation["ca_certificate_provider_instance"].IsThere
            || validation["system_root_certs"].IsThere
            || validation["verify_certificate_hash"].Count > 0
            || validation["verify_certificate_spki"].Count > 0;
        if (!isVerified)
        {
            context.Findings.Report(
                EnvoyRules.CertificateNotVerified, validation, "nothing says which authority a certificate must be from",
                Mend.Example(common, "validation_context:\n" + Outdent(ValidatorLines)));
            return;
        }

        bool mayHoldSeveral = authority.IsThere && !IsOne(authority["inline_string"].Text);
        if (mayHoldSeveral || isOther || validation["system_root_certs"].IsThere)
        {
            context.Findings.Report(
                EnvoyRules.AuthorityNotBound,
                authority.IsThere ? authority : isOther ? other.Value : validation["system_root_certs"],
                isOther ? $"the validator `{other.Type}` is not known here" : "every authority in it can vouch for every name",
                Mend.Example(validation, Outdent(ValidatorLines)));
        }
    }

    private static void CheckExceptions(CheckContext context, ConfigValue validation)
    {
        ConfigValue chain = validation["trust_chain_verification"];
        if (chain.Text is "ACCEPT_UNTRUSTED" or "1")
        {
            context.Findings.Report(EnvoyRules.CertificateNotVerified, chain, "certificates of any authority are taken", Mend.Remove(chain));
        }

        ConfigValue expired = validation["allow_expired_certificate"];
        if (expired.IsTrue)
        {
            context.Findings.Report(EnvoyRules.CertificateNotVerified, expired, "certificates that have expired are taken", Mend.Remove(expired));
        }
    }

    private static bool IsOne(string pem)
    {
        int first = pem.IndexOf(Certificate, StringComparison.Ordinal);
        return first >= 0 && pem.IndexOf(Certificate, first + 1, StringComparison.Ordinal) < 0;
    }

    private static string Outdent(string lines) =>
        string.Join('\n', lines.Split('\n').Select(line => line.Length > 6 ? line[6..] : line));
}
