using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Authz.Cli.Tests;

public sealed class CertificatesCommandTests : IDisposable
{
    private const string SubjectAlternativeName = "2.5.29.17";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_block_gets_a_certificate_with_its_SPIFFE_ID_and_no_other_name()
    {
        Assert.Equal(ExitCodes.Fine, Make().ExitCode);
        using X509Certificate2 hospital = Leaf("hospital");
        Assert.Equal(["6:spiffe://sandbox.gov/bb/hospital"], NamesOf(hospital));
        using X509Certificate2 partner = Leaf("partner-insurance");
        Assert.Equal(["6:spiffe://partner.example/bb/insurance"], NamesOf(partner));
    }

    [Fact]
    public void A_DNS_identity_gets_a_certificate_with_that_name_alone_from_an_authority_of_its_own()
    {
        Assert.Equal(ExitCodes.Fine, Make(Samples.Of("identities")).ExitCode);
        using X509Certificate2 classic = Leaf("classic");
        Assert.Equal(["2:classic.sandbox.gov"], NamesOf(classic));
        Assert.True(IsSignedBy(classic, "dns"));
        Assert.False(IsSignedBy(classic, "sandbox.gov"));
    }

    [Fact]
    public void A_block_with_several_identities_gets_a_certificate_for_each()
    {
        Make(Samples.Of("identities"));
        using X509Certificate2 first = Leaf("both");
        using X509Certificate2 second = Leaf("both.2");
        Assert.Equal(["6:spiffe://sandbox.gov/bb/both"], NamesOf(first));
        Assert.Equal(["2:both.sandbox.gov"], NamesOf(second));
    }

    [Fact]
    public void A_security_server_gets_its_certificates_in_a_folder_of_their_own()
    {
        Make(Samples.Of("identities"));
        using X509Certificate2 first = Leaf("servers/both");
        using X509Certificate2 second = Leaf("servers/both.2");
        Assert.Equal(["6:spiffe://sandbox.gov/ss/both"], NamesOf(first));
        Assert.Equal(["2:both-server.sandbox.gov"], NamesOf(second));
        Assert.True(IsSignedBy(first, "sandbox.gov"));
        Assert.True(IsSignedBy(second, "dns"));
    }

    [Fact]
    public void A_block_that_proves_itself_without_a_certificate_gets_none()
    {
        Make(Samples.Of("identities"));
        Assert.False(File.Exists(folder.File("by-key.pem")));
    }

    [Fact]
    public void A_certificate_is_signed_by_its_own_trust_domain_and_by_no_other()
    {
        Make();
        using X509Certificate2 hospital = Leaf("hospital");
        using X509Certificate2 partner = Leaf("partner-insurance");
        Assert.True(IsSignedBy(hospital, "sandbox.gov"));
        Assert.False(IsSignedBy(hospital, "partner.example"));
        Assert.True(IsSignedBy(partner, "partner.example"));
        Assert.False(IsSignedBy(partner, "sandbox.gov"));
    }

    [Fact]
    public void A_certificate_serves_TLS_both_ways_and_signs_nothing()
    {
        Make();
        using X509Certificate2 hospital = Leaf("hospital");
        Assert.Equal(X509KeyUsageFlags.DigitalSignature, UsageOf(hospital));
        Assert.False(hospital.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"], ExtendedUsagesOf(hospital));
        Assert.NotNull(hospital.GetECDsaPublicKey());
    }

    [Fact]
    public void An_authority_signs_certificates_and_has_the_trust_domain_for_a_name()
    {
        Make();
        using X509Certificate2 authority = Authority("sandbox.gov");
        Assert.Equal(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, UsageOf(authority));
        Assert.True(authority.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal(["6:spiffe://sandbox.gov"], NamesOf(authority));
    }

    [Fact]
    public void The_certificate_for_localhost_only_serves()
    {
        Make();
        using X509Certificate2 server = Leaf("localhost");
        Assert.Equal(["2:localhost", "7:7F000001", "7:00000000000000000000000000000001"], NamesOf(server));
        Assert.Equal(["1.3.6.1.5.5.7.3.1"], ExtendedUsagesOf(server));
    }

    [Fact]
    public void Certificates_are_good_for_the_days_that_were_asked_for()
    {
        Make();
        using X509Certificate2 byDefault = Leaf("hospital");
        Assert.Equal(CliRun.Now.AddDays(30), new DateTimeOffset(byDefault.NotAfter));
        Make(extra: ["--days", "2"]);
        using X509Certificate2 shorter = Leaf("hospital");
        Assert.Equal(CliRun.Now.AddDays(2), new DateTimeOffset(shorter.NotAfter));
        Assert.True(shorter.NotBefore < CliRun.Now);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("366")]
    [InlineData("many")]
    public void Other_validities_are_refused(string days)
    {
        CliRun run = Make(extra: ["--days", days]);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("--days", run.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_longest_validity_is_taken() => Assert.Equal(ExitCodes.Fine, Make(extra: ["--days", "365"]).ExitCode);

    [Fact]
    public void A_second_run_renews_the_certificates_and_keeps_the_authorities()
    {
        Make();
        string authority = ReadText("ca", "sandbox.gov.pem");
        string leaf = ReadText("hospital.pem");
        CliRun run = At(CliRun.Now.AddDays(20));
        Assert.Equal(ExitCodes.Fine, run.ExitCode);
        Assert.Equal(authority, ReadText("ca", "sandbox.gov.pem"));
        Assert.NotEqual(leaf, ReadText("hospital.pem"));
        Assert.Contains("kept", run.Output);
        using X509Certificate2 renewed = Leaf("hospital");
        Assert.True(IsSignedBy(renewed, "sandbox.gov"));
    }

    [Fact]
    public void Only_force_replaces_an_authority()
    {
        Make();
        string authority = ReadText("ca", "sandbox.gov.pem");
        Make(extra: ["--force"]);
        Assert.NotEqual(authority, ReadText("ca", "sandbox.gov.pem"));
        using X509Certificate2 leaf = Leaf("hospital");
        Assert.True(IsSignedBy(leaf, "sandbox.gov"));
    }

    [Fact]
    public void No_certificate_outlives_its_authority()
    {
        Make();
        At(CliRun.Now.AddDays(350));
        using X509Certificate2 leaf = Leaf("hospital");
        using X509Certificate2 authority = Authority("sandbox.gov");
        Assert.Equal(authority.NotAfter, leaf.NotAfter);
    }

    [Fact]
    public void An_authority_that_has_expired_is_not_used()
    {
        Make();
        CliRun run = At(CliRun.Now.AddDays(366));
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("has expired; --force makes a new authority", run.Error);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("hospital.key")]
    [InlineData(null)]
    public void An_authority_without_its_own_key_is_not_used(string? replacement)
    {
        Make();
        string keyFile = folder.File("ca", "sandbox.gov.key");
        string? text = replacement == "nonsense" ? "nonsense" : replacement is null ? null : ReadText(replacement);
        File.Delete(keyFile);
        if (text is not null)
        {
            File.WriteAllText(keyFile, text);
        }

        CliRun run = Make();
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("cannot be used", run.Error);
    }

    [Fact]
    public void A_leaf_in_the_place_of_an_authority_is_not_used()
    {
        Make();
        File.Copy(folder.File("hospital.pem"), folder.File("ca", "sandbox.gov.pem"), overwrite: true);
        File.Copy(folder.File("hospital.key"), folder.File("ca", "sandbox.gov.key"), overwrite: true);
        CliRun run = Make();
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("it is no certificate authority", run.Error);
    }

    [Fact]
    public void Only_the_owner_may_read_the_keys()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no file modes on Windows");
        Make();
        Make();
        Assert.All(
            Directory.EnumerateFiles(folder.Path, "*.key", SearchOption.AllDirectories),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(file)));
    }

    [Fact]
    public void The_caution_is_printed() => Assert.Contains("For development only", Make().Output);

    [Fact]
    public void A_new_folder_keeps_its_keys_out_of_git()
    {
        CliRun run = CliRun.Of("certificates", "--out", folder.File("new"), "--policies", Samples.Bundled);
        Assert.Equal(ExitCodes.Fine, run.ExitCode);
        Assert.Equal("*\n", ReadText("new", ".gitignore"));
    }

    [Fact]
    public void The_list_is_there_as_json_too()
    {
        CliRun run = Make(extra: ["--format", "json"]);
        Assert.Contains(
            run.Json["certificates"]!.AsArray(),
            entry => (string?)entry!["identity"] == "spiffe://sandbox.gov/bb/hospital"
                && (string?)entry["certificate"] == folder.File("hospital.pem"));
    }

    [Fact]
    public void Policies_with_errors_give_no_certificates()
    {
        CliRun run = Make(Samples.Of("broken"));
        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("localhost", "spiffe://sandbox.gov/bb/localhost")]
    [InlineData("block", "spiffe://dns/bb/block")]
    public void Names_that_would_share_files_are_refused(string block, string identity)
    {
        string policies = folder.File("policies");
        Directory.CreateDirectory(policies);
        File.WriteAllText(
            Path.Combine(policies, "block.yaml"),
            $$"""
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: {{block}}}
            spec:
              identities: [{spiffe: {{identity}}}]
            """);
        CliRun run = Make(policies);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("would share its", run.Error);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.pem", SearchOption.AllDirectories));
    }

    private CliRun Make(string? policies = null, params string[] extra) => At(CliRun.Now, policies, extra);

    private CliRun At(DateTimeOffset now, string? policies = null, params string[] extra) =>
        CliRun.At(now, ["certificates", "--out", folder.Path, "--policies", policies ?? Samples.Bundled, .. extra]);

    private X509Certificate2 Leaf(string name) =>
        X509Certificate2.CreateFromPem(ReadText(name + ".pem"), ReadText(name + ".key"));

    private X509Certificate2 Authority(string name) => X509Certificate2.CreateFromPem(ReadText("ca", name + ".pem"));

    private string ReadText(params string[] parts) => File.ReadAllText(folder.File(parts));

    private bool IsSignedBy(X509Certificate2 certificate, string authorityName)
    {
        using X509Certificate2 authority = Authority(authorityName);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = certificate.NotBefore.AddMinutes(1);
        return chain.Build(certificate);
    }

    private static X509KeyUsageFlags UsageOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages;

    private static IEnumerable<string?> ExtendedUsagesOf(X509Certificate2 certificate) =>
        from Oid usage in certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages
        select usage.Value;

    /// <summary>Each name as its tag's number and its text, or its bytes for an address.</summary>
    private static List<string> NamesOf(X509Certificate2 certificate)
    {
        X509Extension extension = certificate.Extensions.Single(e => e.Oid?.Value == SubjectAlternativeName);
        AsnReader names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        var found = new List<string>();
        while (names.HasData)
        {
            int tag = names.PeekTag().TagValue;
            byte[] value = names.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, tag));
            found.Add($"{tag}:{(tag == 7 ? Convert.ToHexString(value) : Encoding.ASCII.GetString(value))}");
        }

        return found;
    }

    private static UnixFileMode ModeOf(string file) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file);
}
