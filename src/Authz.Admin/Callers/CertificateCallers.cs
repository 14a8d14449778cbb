using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Callers;

/// <summary>
/// Callers by client certificates of given authorities. A file lists `NAME ROLE[,ROLE] IDENTITY`: `spiffe://…`, `dns:NAME` or
/// `subject:CN=…`, the whole subject as RFC 4514 writes it.
/// </summary>
public sealed class CertificateCallers : IAdminCredentials
{
    private const string SubjectMark = "subject:";
    private const string DnsMark = "dns:";
    private const string SpiffeMark = "spiffe://";
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    private readonly ImmutableDictionary<string, AdminCaller> callers;
    private readonly X509Certificate2Collection authorities;

    /// <param name="authoritiesPem">One certificate at least.</param>
    /// <exception cref="AdminSetupException">A line names no identity, or one twice, or there is no certificate.</exception>
    public CertificateCallers(string file, string text, string authoritiesPem)
    {
        var found = ImmutableDictionary.CreateBuilder<string, AdminCaller>(StringComparer.Ordinal);
        foreach (CallerLine line in CallerLine.ReadAll(file, text))
        {
            string identity = line.Credential;
            if (!identity.StartsWith(SubjectMark, StringComparison.Ordinal)
                && !identity.StartsWith(DnsMark, StringComparison.Ordinal)
                && !identity.StartsWith(SpiffeMark, StringComparison.Ordinal))
            {
                throw new AdminSetupException($"{file}: `{identity}` is not `{SpiffeMark}…`, `{DnsMark}NAME` or `{SubjectMark}CN=…`");
            }

            if (!found.TryAdd(identity, line.Caller))
            {
                throw new AdminSetupException($"{file} lists `{identity}` twice");
            }
        }

        callers = found.ToImmutable();
        authorities = [];
        try
        {
            authorities.ImportFromPem(authoritiesPem);
        }
        catch (CryptographicException failure)
        {
            throw new AdminSetupException($"the authorities of client certificates cannot be read: {failure.Message}", failure);
        }

        if (authorities.Count == 0)
        {
            throw new AdminSetupException("the authorities of client certificates hold no certificate");
        }
    }

    public bool IsForNetwork => true;

    /// <summary>What costs was done once for the connection.</summary>
    public bool IsCostly => false;

    public ValueTask<AdminCaller?> FindAsync(HttpContext context) =>
        new(context.Connection.ClientCertificate is { } certificate ? Find(certificate) : null);

    /// <summary>Whether one of the authorities issued it, for a client, and it is valid now. Revocation lists are not asked.</summary>
    public bool IsTrusted(X509Certificate2 certificate, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        foreach (X509ChainElement element in sent?.ChainElements.Skip(1) ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return IsForClients(certificate) && chain.Build(certificate);
    }

    internal AdminCaller? Find(X509Certificate2 certificate)
    {
        AdminCaller? caller = null;
        foreach (string identity in IdentitiesOf(certificate))
        {
            if (callers.TryGetValue(identity, out AdminCaller? known))
            {
                // A certificate of two callers is nobody's.
                if (caller is not null && caller != known)
                {
                    return null;
                }

                caller = known;
            }
        }

        return caller;
    }

    private static bool IsForClients(X509Certificate2 certificate)
    {
        X509EnhancedKeyUsageExtension? usage = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        return usage is null || usage.EnhancedKeyUsages.Cast<Oid>().Any(static purpose => purpose.Value == ClientPurpose);
    }

    private static IEnumerable<string> IdentitiesOf(X509Certificate2 certificate)
    {
        yield return SubjectMark + certificate.Subject;
        X509SubjectAlternativeNameExtension? names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        foreach (string name in names?.EnumerateDnsNames() ?? [])
        {
            yield return DnsMark + name;
        }

        foreach (string uri in UriNames.Of(names))
        {
            yield return uri;
        }
    }
}
