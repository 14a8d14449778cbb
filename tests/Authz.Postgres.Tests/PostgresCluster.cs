using System.Diagnostics;
using System.Globalization;
using Authz.Postgres.Schema;
using Authz.Testing;
using Authz.Testing.Certificates;
using Npgsql;

[assembly: AssemblyFixture(typeof(Authz.Postgres.Tests.PostgresCluster))]

namespace Authz.Postgres.Tests;

/// <summary>One real PostgreSQL for all tests of a run, gone after it.</summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    private const int NotInstalled = 3;

    private readonly Lazy<Task<string>> template;
    private readonly TestAuthority authority = new("databases");
    private readonly DirectoryInfo certificates = Directory.CreateTempSubdirectory("authz-postgres-tls-");
    private Process? script;
    private string folder = "";
    private string missing = "";

    public PostgresCluster() => template = new Lazy<Task<string>>(MakeTemplateAsync);

    /// <summary>Of the socket. Skips the test where there is no PostgreSQL.</summary>
    public string Folder
    {
        get
        {
            Assert.SkipUnless(missing.Length == 0, missing);
            return folder;
        }
    }

    /// <summary>On loopback, for TLS and plain; of the socket too.</summary>
    public int Port { get; private set; }

    /// <summary>The certificate of who issued the server's, which names it `localhost`.</summary>
    public string AuthorityFile => Path.Combine(certificates.FullName, "authority.pem");

    public async ValueTask InitializeAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            missing = "the script that starts PostgreSQL is for Linux";
            return;
        }

        authority.IssueNamed("server", "dns:localhost").WriteTo(certificates.FullName, "server");
        File.WriteAllText(AuthorityFile, authority.CertificatePem);
        script = Process.Start(new ProcessStartInfo("bash", [Repository.PathTo("tests", "Authz.Postgres.Tests", "postgres.sh"), certificates.FullName])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("bash does not start");
        string? answer = await script.StandardOutput.ReadLineAsync();
        if (answer?.Split(' ') is ["ready", { } ready, { } port])
        {
            folder = ready;
            Port = int.Parse(port, NumberStyles.None, CultureInfo.InvariantCulture);
            return;
        }

        string reason = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        missing = script.ExitCode == NotInstalled ? reason.Trim() : throw new InvalidOperationException($"PostgreSQL does not start: {reason}");
    }

    /// <summary>A database with the tables of this release, to be copied: the steps are run once.</summary>
    public Task<string> TemplateAsync() => template.Value;

    /// <summary>As a crash does.</summary>
    public Task StopAsync() => OrderAsync("stop", "stopped");

    public Task StartAsync() => OrderAsync("start", "started");

    public async ValueTask DisposeAsync()
    {
        if (script is not null)
        {
            script.StandardInput.Close();
            await script.WaitForExitAsync();
            script.Dispose();
        }

        authority.Dispose();
        certificates.Delete(recursive: true);
    }

    private async Task<string> MakeTemplateAsync()
    {
        await using TestDatabase database = await TestDatabase.CreateEmptyAsync(this);
        await using NpgsqlConnection connection = await database.OpenAsync();
        await SchemaMigrator.EnsureAsync(connection, CancellationToken.None);
        return database.Name;
    }

    private async Task OrderAsync(string order, string answer)
    {
        Assert.NotNull(script);
        await script.StandardInput.WriteLineAsync(order);
        await script.StandardInput.FlushAsync();
        Assert.Equal(answer, await script.StandardOutput.ReadLineAsync());
    }
}
