using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Authz.Grpc.Endpoints;

/// <summary>TLS of a listening endpoint, from its files.</summary>
internal static class ServerTls
{
    public static HttpsConnectionAdapterOptions Load(GrpcTlsFiles files)
    {
        var options = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = PemFiles.LoadWithKey(files.CertificatePath, files.KeyPath),
            ServerCertificateChain = PemFiles.LoadCertificates(files.CertificatePath, "certificate"),
            ClientCertificateMode = ClientCertificateMode.NoCertificate,
        };
        if (files.ClientCaPath is not null)
        {
            RequestClientCertificates(options, PemFiles.LoadCertificates(files.ClientCaPath, "client CA"), files.IsClientCertificateRequired);
        }

        return options;
    }

    private static void RequestClientCertificates(
        HttpsConnectionAdapterOptions options,
        X509Certificate2Collection authorities,
        bool isRequired)
    {
        // INVARIANT: only these authorities. The machine's own store trusts the whole web, any of which could name a block.
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,

            // The policy is made once and used for years: each chain is judged at its own time.
            VerificationTimeIgnored = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        options.ClientCertificateMode = isRequired ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.AllowCertificate;
        options.OnAuthenticate = (_, ssl) => ssl.CertificateChainPolicy = policy;
    }
}
