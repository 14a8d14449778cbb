using System.Net;
using Authz.Admin.Callers;
using Authz.Testing.Certificates;

namespace Authz.Admin.Tests;

/// <summary>Where the API may listen with which credentials.</summary>
public sealed class AdminSettingsTests
{
    [Theory]
    [InlineData("127.0.0.1", "tokens", false, null)]
    [InlineData("::1", "tokens", false, null)]
    [InlineData("127.0.0.1", "certificates", true, null)]
    [InlineData("127.0.0.1", "certificates", false, "need TLS")]
    [InlineData("0.0.0.0", "certificates", true, null)]
    [InlineData("0.0.0.0", "certificates", false, "without TLS")]
    [InlineData("::", "tokens", true, "tokens of a file")]
    [InlineData("10.0.0.1", "tokens", false, "without TLS")]
    public void Beyond_this_machine_only_over_TLS_and_not_with_tokens_of_a_file(string address, string credentials, bool hasTls, string? told)
    {
        using var authority = new TestAuthority("people");
        string folder = Directory.CreateTempSubdirectory("authz-admin-").FullName;
        using System.Security.Cryptography.X509Certificates.X509Certificate2 server = authority.Issue("server").ToX509();
        var settings = new AdminSettings
        {
            Listen = new IPEndPoint(IPAddress.Parse(address), 0),
            Credentials = credentials == "tokens"
                ? TokenFile.ReadOrCreate(Path.Combine(folder, "tokens"))
                : new CertificateCallers("callers", "eve viewer subject:CN=eve", authority.CertificatePem),
            Certificate = hasTls ? server : null,
            AuditFile = Path.Combine(folder, "audit.jsonl"),
        };
        Directory.Delete(folder, recursive: true);

        AdminSetupException? refused = Record.Exception(settings.Require) as AdminSetupException;

        Assert.Equal(told is null, refused is null);
        Assert.Contains(told ?? "", refused?.Message ?? "", StringComparison.Ordinal);
    }
}
