using System.Diagnostics.Metrics;
using Authz.Postgres;
using Authz.Service.Settings;
using Authz.Store;
using Authz.Store.Journal;
using Authz.Store.Versions;

namespace Authz.Service.Versions;

/// <summary>Where versions come from and where they are kept, by the settings.</summary>
internal static partial class VersionServices
{
    public static void AddVersions(this IServiceCollection services, ServiceSettings settings, HeadStart? headStart)
    {
        services.AddSingleton<RevocationOverlay>();
        services.AddSingleton(provider => new VersionMetrics(
            provider.GetRequiredService<PolicyStore>(),
            provider.GetService<IVersionRepository>(),
            provider.GetRequiredService<IMeterFactory>()));
        if (settings is { Postgres: { } postgres, DataFolder: { } copies })
        {
            services.AddPostgres(postgres, copies, settings.Poll);
            services.AddFollower(isFolderAuthor: false);
        }
        else if (settings.DataFolder is { } data)
        {
            services.AddJournal(data, isFolderAuthor: settings.Source == PolicySourceKind.Folder);
        }

        if (settings.Source == PolicySourceKind.Folder)
        {
            services.AddFolder(settings, headStart);
        }
    }

    /// <summary>Before the host starts, so that what cannot be opened ends the start with one line.</summary>
    public static void PrepareVersions(this IServiceProvider provider)
    {
        if (provider.GetService<IVersionRepository>() is { } repository)
        {
            ILogger logger = provider.GetRequiredService<ILogger<PolicyJournal>>();
            Tell(repository.State, provider.GetRequiredService<TimeProvider>().GetUtcNow(), logger);
            if (provider.GetService<JournalRepository>()?.WriteProblem is { } problem)
            {
                Log.ReadOnly(logger, problem);
            }

            if (provider.GetService<PostgresRepository>() is { } postgres)
            {
                provider.PreparePostgres(postgres);
            }

            provider.GetRequiredService<RevocationOverlay>().Follow(repository);
        }

        _ = provider.GetRequiredService<VersionMetrics>();
    }

    private static void AddJournal(this IServiceCollection services, string data, bool isFolderAuthor)
    {
        services.AddSingleton(_ => PolicyJournal.Open(new JournalOptions { Folder = JournalOptions.FolderIn(data) }));
        services.AddSingleton<JournalRepository>();
        services.AddSingleton<IVersionRepository>(provider => provider.GetRequiredService<JournalRepository>());
        services.AddFollower(isFolderAuthor);
    }

    private static void AddFollower(this IServiceCollection services, bool isFolderAuthor)
    {
        services.AddSingleton(provider => new VersionFollower(
            provider.GetRequiredService<IVersionRepository>(),
            provider.GetRequiredService<PolicyStore>(),
            isFolderAuthor,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<VersionFollower>>()));
        services.AddHostedService(provider => provider.GetRequiredService<VersionFollower>());
    }

    private static void AddFolder(this IServiceCollection services, ServiceSettings settings, HeadStart? headStart)
    {
        services.AddSingleton(provider => new FolderSource(
            settings.FolderSource,
            provider.GetRequiredService<PolicyStore>(),
            headStart,
            provider.GetService<JournalRepository>() is { } journal
                ? new FolderVersions(journal, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<FolderSource>>())
                : null,
            provider.GetService<VersionFollower>() is { } follower ? follower.FallBack : null));
        services.AddHostedService<FolderWatcher>();
    }

    private static void Tell(RepositoryState state, DateTimeOffset now, ILogger logger)
    {
        foreach (RepositoryDamage damage in state.Damages)
        {
            Log.Damaged(logger, damage);
        }

        if (state.Active is { } active && active.Time > now)
        {
            Log.ClockBehind(logger, now, active.Time);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "the journal is damaged: {Damage}")]
        public static partial void Damaged(ILogger logger, RepositoryDamage damage);

        [LoggerMessage(Level = LogLevel.Error, Message =
            "the journal cannot be written: {Problem}. What it has is in effect; new versions are served and not kept. Mend it and start again")]
        public static partial void ReadOnly(ILogger logger, string problem);

        [LoggerMessage(Level = LogLevel.Warning, Message =
            "the clock says {Now:O}, and the last version came into force at {Then:O}: it was set back. Epochs, not times, tell which version is the latest")]
        public static partial void ClockBehind(ILogger logger, DateTimeOffset now, DateTimeOffset then);
    }
}
