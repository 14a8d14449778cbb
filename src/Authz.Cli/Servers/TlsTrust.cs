using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Cli.Servers;

/// <summary>How a service is recognised, and what was wrong with its certificate where it was not.</summary>
internal sealed class TlsTrust(ServerConnection connection)
{
    /// <summary>Of the last handshake; null: nothing.</summary>
    public string? Problem { get; private set; }

    public SslClientAuthenticationOptions ToOptions()
    {
        var options = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Judge };
        if (connection.Certificate is { } certificate)
        {
            options.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        if (connection.Authorities is { } authorities)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return options;
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Problem = errors switch
        {
            SslPolicyErrors.None => null,
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) => "it shows no certificate",
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) =>
                $"its certificate is not for the name {connection.Address.Root.DnsSafeHost}: use a name that is in the certificate",
            _ => $"its certificate is not trusted ({StatusOf(chain)}): "
                + (connection.Authorities is null ? "name the authority that issued it by --ca FILE" : "it is not issued by an authority of --ca, or not valid now"),
        };
        return errors == SslPolicyErrors.None;
    }

    private static string StatusOf(X509Chain? chain) =>
        string.Join(", ", (chain?.ChainStatus ?? []).Select(static status => status.Status.ToString()).Distinct()) is { Length: > 0 } known
            ? known
            : "no chain";
}
