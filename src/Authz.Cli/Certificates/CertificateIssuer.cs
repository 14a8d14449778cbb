using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Authz.Cli.Output;

namespace Authz.Cli.Certificates;

/// <summary>Makes the certificates of a plan. An authority that is there already signs again.</summary>
internal sealed class CertificateIssuer(
    CertificateFolder folder, DateTimeOffset now, TimeSpan validity, bool replacesAuthorities)
{
    private static readonly TimeSpan authorityValidity = TimeSpan.FromDays(365);

    /// <summary>Machines that verify may be a little behind the one that signs.</summary>
    private static readonly TimeSpan clockSkew = TimeSpan.FromMinutes(5);

    public ImmutableArray<WrittenCertificate> Issue(ImmutableArray<LeafTerms> leaves)
    {
        folder.Create();
        var written = ImmutableArray.CreateBuilder<WrittenCertificate>();
        foreach (IGrouping<string, LeafTerms> group in
            leaves.GroupBy(leaf => leaf.Authority).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            using CertificateAuthority authority = OpenOrCreate(group.Key, written);
            written.AddRange(group.Select(leaf => Issue(authority, leaf)));
        }

        return written.ToImmutable();
    }

    private WrittenCertificate Issue(CertificateAuthority authority, LeafTerms leaf)
    {
        IssuedCertificate issued = authority.Issue(leaf, now - clockSkew, now + validity);
        string certificateFile = folder.CertificateOf(leaf.FileName);
        string keyFile = folder.KeyOf(leaf.FileName);
        WholeFile.Write(keyFile, issued.KeyPem, isSecret: true);
        WholeFile.Write(certificateFile, issued.CertificatePem, isSecret: false);
        return new WrittenCertificate(certificateFile, keyFile, leaf.Identity, issued.Until, IsReused: false);
    }

    private CertificateAuthority OpenOrCreate(string name, ImmutableArray<WrittenCertificate>.Builder written)
    {
        string certificateFile = folder.AuthorityOf(name);
        string keyFile = folder.AuthorityKeyOf(name);
        bool isReused = !replacesAuthorities && (File.Exists(certificateFile) || File.Exists(keyFile));
        CertificateAuthority authority =
            isReused ? Open(certificateFile, keyFile) : Create(name, certificateFile, keyFile);
        written.Add(new WrittenCertificate(certificateFile, keyFile, $"authority of {name}", authority.Until, isReused));
        return authority;
    }

    private CertificateAuthority Open(string certificateFile, string keyFile)
    {
        CertificateAuthority authority;
        try
        {
            authority = CertificateAuthority.Open(File.ReadAllText(certificateFile), File.ReadAllText(keyFile));
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException or IOException)
        {
            throw new InputException(
                $"{certificateFile} and its key cannot be used: {problem.Message}; --force makes a new authority", problem);
        }

        if (authority.Until <= now)
        {
            authority.Dispose();
            throw new InputException($"{certificateFile} has expired; --force makes a new authority");
        }

        return authority;
    }

    private CertificateAuthority Create(string name, string certificateFile, string keyFile)
    {
        string? trustDomain = CertificatePlan.TrustDomainOf(name);
        X509Extension? names = trustDomain is null ? null : SubjectNames.OfUri(trustDomain);
        (CertificateAuthority authority, string keyPem) = CertificateAuthority.Create(
            $"Development authority of {name}", names, now - clockSkew, now + authorityValidity);
        WholeFile.Write(keyFile, keyPem, isSecret: true);
        WholeFile.Write(certificateFile, authority.CertificatePem, isSecret: false);
        return authority;
    }
}
