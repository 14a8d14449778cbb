using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Harness;

/// <summary>Authorities and building blocks of the sample, with a certificate each, laid out as the configs read them.</summary>
internal sealed class Blocks : IDisposable
{
    public const string TrustDomain = "sandbox.gov";
    public const string ForeignTrustDomain = "partner.example";

    private static readonly string[] names = ["hospital", "mcts", "patient-records", "postpartum", "social-welfare"];

    private readonly TestAuthority local = new(TrustDomain);
    private readonly TestAuthority foreign = new(ForeignTrustDomain);
    private readonly Dictionary<string, TestCertificate> certificates;

    public Blocks()
    {
        certificates = names.ToDictionary(name => name, name => local.Issue(name, IdOf(name)));
        PartnerInsurance = foreign.Issue("partner-insurance", $"spiffe://{ForeignTrustDomain}/bb/insurance");
    }

    public TestCertificate PartnerInsurance { get; }

    public TestCertificate this[string name] => certificates[name];

    public static string IdOf(string name) => $"spiffe://{TrustDomain}/bb/{name}";

    /// <summary>A certificate of the local authority with any names.</summary>
    public TestCertificate Local(params ReadOnlySpan<string> uris) => local.Issue("test", uris);

    /// <summary>What another country's authority says, about whomever.</summary>
    public TestCertificate Foreign(params ReadOnlySpan<string> uris) => foreign.Issue("test", uris);

    /// <summary>A certificate with names as they stand, of the authority whose trust domain is meant.</summary>
    public TestCertificate Named(string trustDomain, string commonName, params ReadOnlySpan<string> names) =>
        (trustDomain == ForeignTrustDomain ? foreign : local).IssueNamed(commonName, names);

    public void WriteTo(string workingDirectory)
    {
        string folder = Path.Combine(workingDirectory, "certificates");
        string authorities = Path.Combine(folder, "ca");
        Directory.CreateDirectory(authorities);
        File.WriteAllText(Path.Combine(authorities, TrustDomain + ".pem"), local.CertificatePem);
        File.WriteAllText(Path.Combine(authorities, ForeignTrustDomain + ".pem"), foreign.CertificatePem);
        foreach ((string name, TestCertificate certificate) in certificates)
        {
            certificate.WriteTo(folder, name);
        }
    }

    public void Dispose()
    {
        local.Dispose();
        foreign.Dispose();
    }
}
