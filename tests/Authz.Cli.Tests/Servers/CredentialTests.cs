using System.Security.Cryptography.X509Certificates;
using Authz.Admin.Callers;
using Authz.Testing.Certificates;

namespace Authz.Cli.Tests.Servers;

/// <summary>How a caller and a service recognise each other.</summary>
public sealed class CredentialTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("{0}\n", null)]
    [InlineData("# mine\nviewer viewer {0}\n", null)]
    [InlineData("viewer viewer sha256:00\n", "holds the digest of a token")]
    [InlineData("{0}\n{0}\n", "holds 2 lines")]
    [InlineData("", "holds 0 lines")]
    [InlineData("Bearer {0}\n", "holds no token")]
    [InlineData("\u00e9{0}", "holds no token")]
    public async Task A_token_is_read_from_its_file(string content, string? told)
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder);
        string file = folder.File("token");
        File.WriteAllText(file, content.Replace("{0}", ServerBench.TokenOf("viewer"), StringComparison.Ordinal));
        ServerBench.Secret(file);

        CliRun run = CliRun.Of("versions", "--server", bench.Address.AbsoluteUri, "--token-file", file);

        Assert.Equal(told is null ? ExitCodes.Fine : ExitCodes.Unusable, run.ExitCode);
        Assert.Contains(told ?? "", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(ServerBench.TokenOf("viewer"), run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_others_can_read_is_not_used()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string file = folder.File("token");
        File.WriteAllText(file, ServerBench.TokenOf("viewer"));
        ServerBench.Secret(file, UnixFileMode.GroupRead);
        CliRun run = CliRun.Of("versions", "--server", "http://127.0.0.1:1", "--token-file", file);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains($"run `chmod 600 {file}`", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--token", "SECRET")]
    [InlineData("--token=SECRET")]
    public void A_token_on_the_command_line_is_refused_and_not_repeated(params string[] token)
    {
        CliRun run = CliRun.Of(["versions", "--server", "http://127.0.0.1:1", .. token]);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("a token on the command line is seen by every user", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_TLS_each_side_shows_whom_it_is()
    {
        using var services = new TestAuthority("services");
        using var people = new TestAuthority("people");
        using X509Certificate2 server = services.IssueNamed("server", "dns:localhost").ToX509();
        await using ServerBench bench = await ServerBench.StartAsync(folder, change: settings => settings with
        {
            Certificate = server,
            Credentials = new CertificateCallers("callers", "eve viewer,author spiffe://test.gov/people/eve", people.CertificatePem),
        });
        people.Issue("eve", "spiffe://test.gov/people/eve").WriteTo(folder.Path, "eve");
        services.Issue("eve", "spiffe://test.gov/people/eve").WriteTo(folder.Path, "foreign");
        ServerBench.Secret(folder.File("eve.key"));
        ServerBench.Secret(folder.File("foreign.key"));
        File.WriteAllText(folder.File("ca.pem"), services.CertificatePem);
        File.WriteAllText(folder.File("other-ca.pem"), people.CertificatePem);
        int port = bench.Address.Port;
        var eve = new Dictionary<string, string>
        {
            ["AUTHZ_SERVER"] = $"https://localhost:{port}",
            ["AUTHZ_CA"] = folder.File("ca.pem"),
            ["AUTHZ_CERTIFICATE"] = folder.File("eve.pem"),
            ["AUTHZ_KEY"] = folder.File("eve.key"),
        };

        CliRun published = CliRun.With(eve, "publish", Samples.Of("shop"));
        Assert.True(published.ExitCode == ExitCodes.Fine, published.Error);
        Assert.Contains("\"author\": \"eve\"", CliRun.With(eve, "versions", "--format", "json").Output, StringComparison.Ordinal);

        (string Name, string? Value, string Told)[] wrong =
        [
            ("AUTHZ_CA", null, "name the authority that issued it by --ca"),
            ("AUTHZ_CA", folder.File("other-ca.pem"), "not issued by an authority of --ca"),
            ("AUTHZ_CA", folder.File("eve.key"), "holds no certificate in PEM"),
            ("AUTHZ_SERVER", $"https://127.0.0.1:{port}", "not for the name 127.0.0.1"),
            ("AUTHZ_SERVER", $"http://localhost:{port}", "write https://"),
            ("AUTHZ_KEY", null, "a certificate needs its key"),
            ("AUTHZ_KEY", folder.File("foreign.key"), "cannot be read with the key"),
        ];
        foreach ((string name, string? value, string told) in wrong)
        {
            var variables = new Dictionary<string, string>(eve) { [name] = value ?? "" };
            CliRun run = CliRun.With(variables, "status");
            Assert.Equal(ExitCodes.Unusable, run.ExitCode);
            Assert.Contains(told, run.Error, StringComparison.Ordinal);
        }

        // Which of the two sides notices first that there is no certificate of a caller is not the command's to choose.
        var nobody = new Dictionary<string, string> { ["AUTHZ_SERVER"] = eve["AUTHZ_SERVER"], ["AUTHZ_CA"] = eve["AUTHZ_CA"] };
        Assert.Contains("client certificate", CliRun.With(nobody, "status").Error, StringComparison.Ordinal);
        var foreign = new Dictionary<string, string>(eve) { ["AUTHZ_CERTIFICATE"] = folder.File("foreign.pem"), ["AUTHZ_KEY"] = folder.File("foreign.key") };
        Assert.Equal(ExitCodes.Unusable, CliRun.With(foreign, "status").ExitCode);
    }

    [Fact]
    public async Task A_service_that_speaks_no_TLS_is_told_apart()
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder);
        CliRun run = CliRun.With(new Dictionary<string, string> { ["AUTHZ_SERVER"] = $"https://127.0.0.1:{bench.Address.Port}" }, "status");
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("does it speak TLS there", run.Error, StringComparison.Ordinal);
    }
}
