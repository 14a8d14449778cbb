using Authz.Postgres;
using Authz.Service.Settings;
using Authz.Store;
using Authz.Store.Versions;

namespace Authz.Service.Versions;

/// <summary>Versions in a database that replicas share.</summary>
internal static class PostgresServices
{
    /// <summary>Below `data`.</summary>
    private const string CopyFolder = "postgres-copy";

    public static void AddPostgres(this IServiceCollection services, PostgresSettings postgres, string data, TimeSpan poll)
    {
        services.AddSingleton(provider => PostgresRepository.Open(
            new PostgresOptions
            {
                Address = DatabaseAddress.FromFile(postgres.AddressFile),
                CopyFolder = Path.Combine(data, CopyFolder),
                ReplicaName = postgres.Replica,
                Poll = poll,
                PolicyAgeMax = postgres.PolicyAgeMax,
            },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgresRepository>>()));
        services.AddSingleton<IVersionRepository>(static provider => provider.GetRequiredService<PostgresRepository>());
        services.AddSingleton<IReplicaDirectory>(static provider => provider.GetRequiredService<PostgresRepository>().Replicas);
        services.AddSingleton<PostgresMetrics>();
        services.AddHostedService<PostgresWatcher>();
    }

    /// <summary>
    /// Before the first check: a replica that was away for long has an old copy, and whoever lost a right since would have it for as long as the
    /// first look takes. A database that does not answer is not waited for.
    /// </summary>
    public static void PreparePostgres(this IServiceProvider provider, PostgresRepository repository)
    {
        PolicyStore store = provider.GetRequiredService<PolicyStore>();
        store.StatusChanged += status => repository.Replicas.InForce = status.InForce is { } version
            ? new ReplicaInForce(version.Digest.Hex, version.Number, version.Epoch, version.ActivatedAt)
            : null;
        _ = provider.GetRequiredService<PostgresMetrics>();
        repository.BeginAsync().GetAwaiter().GetResult();
    }
}
