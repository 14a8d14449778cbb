using System.Globalization;
using Authz.Envoy.Tests.Harness;
using Authz.Testing;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Identities;

/// <summary>
/// The bundled configs as the security servers of whoever proves himself by other things than his own certificate, with
/// one decision service that all of them ask:
/// `open` is a chain of `gateway` that takes callers without a certificate too, `sidecar` calls out with the certificate of a security server that
/// speaks for several blocks, `external` takes its callers from the certificates that `edge` forwards.
/// </summary>
public sealed class IdentityDeployment : IAsyncLifetime
{
    public const string Host = "patient-records.sandbox.gov";
    public const string Base = "/r1/SANDBOX/GOV/1001/patient-records/records";

    // Where trust domains are bound to authorities Envoy asks for a certificate, whatever `require_client_certificate` says.
    private const string ChainValidation = "custom_validator_config: *trust_domains\n      filters: *inbound_filters";
    private const string OpenValidation =
        "trusted_ca: {filename: certificates/ca/sandbox.gov.pem}\n      filters: *inbound_filters";

    private readonly Stack<IAsyncDisposable> started = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-identities-");
    private readonly Dictionary<string, EnvoyProcess> envoys = [];
    private readonly Places places = new();
    private readonly Listener sanitising = new(Ports.Next(), Host);
    private readonly Listener appending = new(Ports.Next(), Host);

    internal Blocks Blocks { get; } = new();

    internal Applications Applications { get; private set; } = new();

    internal KeyServer Keys { get; private set; } = new();

    /// <summary>What `hospital` signs its requests with.</summary>
    internal static string Secret { get; } = Guid.NewGuid().ToString("N");

    public async ValueTask InitializeAsync()
    {
        if (EnvoyBinary.Location is null)
        {
            return;
        }

        Applications = Keep(await Applications.StartAsync("patient-records", "mcts", "hospital"));
        Keys = Keep(await KeyServer.StartAsync());
        await WriteFilesAsync();
        string at = folder.FullName;
        Keep(await AuthzProcess.StartAsync(
            Path.Combine(at, "policies"),
            $"127.0.0.1:{places.Service}",
            CancellationToken.None,
            "--secrets",
            Path.Combine(at, "secrets")));
        await StartAsync("gateway", EnvoyConfig.Bundled("gateway")
            .With("require_client_certificate: true", "require_client_certificate: false")
            .With(ChainValidation, OpenValidation));
        await StartAsync("sidecar", EnvoyConfig.Bundled("sidecar")
            .With("pipe: {path: run/authz.sock}", "socket_address: {address: authz, port_value: 9001}")
            .With("tls_certificates: *hospital_certificate", "tls_certificates: [" + FileOf("health") + "]"));
        await StartAsync("external", EnvoyConfig.Bundled("external")
            .With("forward_client_cert_details: SANITIZE_SET", "forward_client_cert_details: FORWARD_ONLY")
            .With("authz.service: patient-records/records", "authz.service: patient-records/records, authz.xfcc: edge"));
        await StartEdgeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        while (started.TryPop(out IAsyncDisposable? last))
        {
            await last.DisposeAsync();
        }

        Blocks.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>The security server that asks about calls to that listener, for its log.</summary>
    internal EnvoyProcess Asking(string listener) => envoys[listener switch
    {
        "edge" or "edge-appending" => "external",
        "sidecar-outbound" => "sidecar",
        "open" => "gateway",
        _ => listener,
    }].Living();

    internal Listener Listener(string name) => name switch
    {
        "edge" => sanitising,
        "edge-appending" => appending,
        "open" => places["gateway"] with { ServerName = "mcts.sandbox.gov" },
        _ => places[name],
    };

    /// <param name="caller">A block or a security server of the policies, somebody whom they do not know, or `-`.</param>
    internal TestCertificate? CertificateOf(string caller) => caller switch
    {
        "-" => null,
        "health" => Blocks.Local($"spiffe://{Blocks.TrustDomain}/ss/health"),
        "edge" or "other-edge" => Blocks.Foreign($"spiffe://{Blocks.ForeignTrustDomain}/ss/{caller}"),
        "partner-insurance" => Blocks.PartnerInsurance,
        _ => Blocks[caller],
    };

    private async Task WriteFilesAsync()
    {
        Blocks.WriteTo(folder.FullName);
        string certificates = Path.Combine(folder.FullName, "certificates");
        CertificateOf("health")?.WriteTo(certificates, "health");
        CertificateOf("edge")?.WriteTo(certificates, "edge");
        string policies = folder.CreateSubdirectory("policies").FullName;
        TestIssuer.WritePolicies(TestCases.Path("identities", "policies"), policies);
        string set = Path.Combine(policies, "set.yaml");
        string keys = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Keys.Port}");
        await File.WriteAllTextAsync(
            set, (await File.ReadAllTextAsync(set)).Replace("127.0.0.1:9100", keys, StringComparison.Ordinal));
        string secrets = folder.CreateSubdirectory("secrets").FullName;
        await File.WriteAllTextAsync(Path.Combine(secrets, "hospital-1.key"), Secret + "\n");
    }

    private async Task StartAsync(string server, EnvoyConfig config)
    {
        var known = new Dictionary<string, int>(places.Of(server, Applications.Ports)) { ["authz:9001"] = places.Service };
        EnvoyProcess envoy = Keep(await EnvoyProcess.StartAsync(
            config.Place(known).WithPatience(), server, folder.FullName, CancellationToken.None));
        envoys.Add(server, envoy);
        await envoy.UntilItCanAskAsync(CancellationToken.None);
    }

    private async Task StartEdgeAsync()
    {
        EnvoyConfig config = EnvoyConfig.OfCases("identities", "edge.yaml").Place(new Dictionary<string, int>
        {
            ["127.0.0.1:9905"] = 0,
            ["0.0.0.0:8447"] = sanitising.Port,
            ["0.0.0.0:8448"] = appending.Port,
            ["next:8443"] = places["external"].Port,
        });
        EnvoyProcess envoy = Keep(await EnvoyProcess.StartAsync(config, "edge", folder.FullName, CancellationToken.None));
        await envoy.UntilReadyAsync(CancellationToken.None);
    }

    private static string FileOf(string name) =>
        $"{{certificate_chain: {{filename: certificates/{name}.pem}}, private_key: {{filename: certificates/{name}.key}}}}";

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        started.Push(part);
        return part;
    }
}
