using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Authz.Admin;
using Authz.Admin.Administration;
using Authz.Admin.Callers;
using Authz.Policies.Compilation;
using Authz.Postgres;
using Authz.Service.Settings;
using Authz.Store;
using Authz.Store.Versions;

namespace Authz.Service.Administration;

/// <summary>The admin API beside the checks, for as long as the service runs.</summary>
internal sealed partial class AdminService(AdminHosting hosting, ServiceSettings settings, IServiceProvider provider) : IHostedService, IAsyncDisposable
{
    private const string AuditFileName = "admin-audit.jsonl";

    private readonly ILogger logger = provider.GetRequiredService<ILogger<AdminService>>();
    private PolicyAdministration? administration;
    private AdminApi? api;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string data = settings.DataFolder ?? throw new AdminSetupException("the admin API needs a folder of data");
        PolicyStore store = provider.GetRequiredService<PolicyStore>();
        TimeProvider clock = provider.GetRequiredService<TimeProvider>();
        IVersionRepository repository = provider.GetRequiredService<IVersionRepository>();
        administration = new PolicyAdministration(
            repository,
            provider.GetService<IReplicaDirectory>() ?? new SingleReplica($"{Environment.MachineName}:{Environment.ProcessId}", () => InForce(store), clock),

            // Anew for each: candidates come seldom, and what would be remembered of them is as large as a version.
            sources => new RepeatedCompilation(settings.Compilation, new ReloadPace()).Run(sources),
            () => store.Status.InForce?.Policies,
            new AdministrationOptions { IsFolderAuthor = settings.Source == PolicySourceKind.Folder, FourEyes = hosting.FourEyes },
            clock);
        api = await AdminApi.StartAsync(
            new AdminSettings
            {
                Listen = hosting.Listen,
                Credentials = CredentialsOf(data, clock),
                AuditFile = Path.Combine(data, AuditFileName),
                Certificate = ReadCertificate(),
            },
            administration,
            () => ReadinessOf(store, provider.GetService<PostgresRepository>()),
            clock,
            provider.GetRequiredService<ILoggerFactory>(),
            cancellationToken).ConfigureAwait(false);
        Log.Started(logger, api.Address);
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref api, null) is { } running)
        {
            await running.DisposeAsync().ConfigureAwait(false);
        }

        Interlocked.Exchange(ref administration, null)?.Dispose();
    }

    private AdminReadiness ReadinessOf(PolicyStore store, PostgresRepository? database) =>
        provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested
            ? new AdminReadiness(false, ["the service ends: calls under way are answered, and new ones belong elsewhere"], InForce(store))
            : new AdminReadiness(store.Status.IsServing && database is not { IsTooOld: true }, [.. store.Status.Notices, .. database?.Notices ?? []], InForce(store));

    private static ReplicaInForce? InForce(PolicyStore store) =>
        store.Status.InForce is { } version ? new ReplicaInForce(version.Digest.Hex, version.Number, version.Epoch, version.ActivatedAt) : null;

    private IAdminCredentials CredentialsOf(string data, TimeProvider clock)
    {
        if (hosting is { JwtIssuer: { } issuer, JwtAudience: { } audience, JwtKeysFile: { } keys })
        {
            return new JwtCallers(issuer, audience, Read(keys), hosting.JwtRoles, clock);
        }

        if (hosting is { CallersFile: { } callers, ClientCaFile: { } authorities })
        {
            return new CertificateCallers(callers, Read(callers), Read(authorities));
        }

        if (hosting.TokenFile is { } given)
        {
            return TokenFile.Read(given);
        }

        string made = Path.Combine(data, TokenFile.DefaultName);
        Log.Tokens(logger, made);
        return TokenFile.ReadOrCreate(made);
    }

    private X509Certificate2? ReadCertificate()
    {
        if (hosting.CertificateFile is not { } certificate)
        {
            return null;
        }

        try
        {
            using var read = X509Certificate2.CreateFromPemFile(certificate, hosting.KeyFile);

            // Windows takes no key for TLS that exists only in memory.
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new AdminSetupException($"the admin API's certificate {certificate} cannot be read with its key: {failure.Message}", failure);
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AdminSetupException($"a file of the admin API cannot be read: {failure.Message}", failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "the admin API answers on {Address}")]
        public static partial void Started(ILogger logger, Uri address);

        [LoggerMessage(Level = LogLevel.Information, Message = "whoever can read {File} may call the admin API")]
        public static partial void Tokens(ILogger logger, string file);
    }
}
