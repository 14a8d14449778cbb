using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Authz.Grpc.Server;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Postgres;
using Authz.Service.Administration;
using Authz.Service.Audit;
using Authz.Service.Keys;
using Authz.Service.Rpc;
using Authz.Service.Secrets;
using Authz.Service.Settings;
using Authz.Service.Versions;
using Authz.Store;

namespace Authz.Service;

/// <summary>Which part gets which: read by <c>Program.cs</c>, and by tests that want the whole without a process.</summary>
public static class Composition
{
    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(10);

    public static void AddAuthz(this IServiceCollection services, ServiceSettings settings)
    {
        // First of all: the rest of the start goes on beside it.
        HeadStart? headStart = settings.Source == PolicySourceKind.Folder
            ? HeadStart.Begin(settings.FolderSource, settings.Compilation, TimeProvider.System)
            : null;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddGrpcLimits(settings.Limits);
        services.AddMetrics();

        // Calls under way are answered; what a client only half sent is not waited for as long as an orchestrator would wait for us.
        services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTimeMax);

        if (settings.DecisionLog is { } decisionLog)
        {
            services.AddDecisionLog(decisionLog);
        }

        services.AddSingleton(new IdentityMemory { SignatureChecks = new SignatureGate(settings.SignatureChecksMax) });
        services.AddKeys(settings);
        services.AddSingleton(provider => StoreOf(headStart, settings, provider));
        services.AddSingleton<PolicyStore>(provider => provider.GetRequiredService<PolicyStore<ServedVersion>>());
        services.AddVersions(settings, headStart);

        if (settings.Admin is { } admin)
        {
            services.AddHostedService(provider => new AdminService(admin, settings, provider));
        }

        services.AddSingleton(new DecisionIdGenerator(RandomNumberGenerator.GetBytes(DecisionIdGenerator.SeedLength)));
        services.AddSingleton<DeploymentFaultLog>();
        services.AddSingleton<CheckHandler>();
        services.AddSingleton(provider => new CheckEndpoint(
            provider.GetRequiredService<CheckHandler>(),
            provider.GetRequiredService<DecisionIdGenerator>(),
            provider.GetRequiredService<DeploymentFaultLog>(),
            provider.GetRequiredService<TimeProvider>(),
            settings.CheckDeadline,
            provider.GetService<DecisionLog>(),
            provider.GetRequiredService<ILogger<CheckEndpoint>>()));
    }

    /// <summary>Before other services that work beside the checks, so that it is ready before them and ends after them.</summary>
    private static void AddDecisionLog(this IServiceCollection services, DecisionLogSettings settings)
    {
        services.AddSingleton(new DecisionLog(settings));
        services.AddHostedService(provider => new DecisionLogWriter(
            provider.GetRequiredService<DecisionLog>(),
            settings,
            provider.GetRequiredService<DecisionIdGenerator>().Process,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<ILogger<DecisionLogWriter>>()));
    }

    /// <summary>What fetches keys and reads secrets beside the checks.</summary>
    private static void AddKeys(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton<KeyClient>();
        services.AddHostedService(provider => new KeyRefresher(
            provider.GetRequiredService<PolicyStore>(),
            provider.GetRequiredService<IdentityMemory>().Keys,
            provider.GetRequiredService<KeyClient>(),
            settings.DataFolder is { } data ? new KeyArchive(Path.Combine(data, "keys")) : null,
            provider.GetRequiredService<TimeProvider>(),
            new Random(),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<ILogger<KeyRefresher>>()));
        services.AddSingleton(provider => new SecretFiles(
            provider.GetRequiredService<IdentityMemory>().Secrets,
            settings.SecretFolder,
            provider.GetRequiredService<ILogger<SecretFiles>>()));
        services.AddHostedService(provider => new SecretRefresher(
            provider.GetRequiredService<PolicyStore>(),
            provider.GetRequiredService<SecretFiles>(),
            settings.Poll,
            provider.GetRequiredService<TimeProvider>()));
    }

    public static void RunAuthz(this IApplicationBuilder app)
    {
        IServiceProvider provider = app.ApplicationServices;
        ServiceSettings settings = provider.GetRequiredService<ServiceSettings>();
        provider.PrepareVersions();
        GrpcServiceMapBuilder methods = new GrpcServiceMapBuilder()
            .AddUnary(CheckEndpoint.Method, provider.GetRequiredService<CheckEndpoint>().Answer, settings.RequestBytesMax);
        new HealthService(FollowedState(provider), settings.WatchersMax).AddTo(methods);
        ReflectionService.OfThisServer().AddTo(methods);
        app.RunGrpc(methods.Build());
    }

    /// <summary>Serving while a version is in force and not too old, until the process begins to end.</summary>
    private static ServingState FollowedState(IServiceProvider provider)
    {
        PolicyStore store = provider.GetRequiredService<PolicyStore>();
        var state = new ServingState(CheckEndpoint.Service);
        PostgresRepository? postgres = provider.GetService<PostgresRepository>();
        void Look() => state.SetAll(store.Status.InForce is not null && postgres is not { IsTooOld: true });
        store.StatusChanged += _ => Look();
        if (postgres is not null)
        {
            postgres.Looked += Look;
        }

        Look();
        provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(state.Drain);
        return state;
    }

    private static PolicyStore<ServedVersion> StoreOf(HeadStart? headStart, ServiceSettings settings, IServiceProvider provider)
    {
        var store = new PolicyStore<ServedVersion>(
            version => Prepare(version, settings, provider),
            headStart is null ? FirstUnbroken(settings.Compilation) : headStart.Run,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PolicyStore>>());

        // A folder that is refused before it is compiled never asks for what was begun.
        store.StatusChanged += _ => headStart?.Forget();
        return store;
    }

    /// <summary>The first one has no checks beside it to be considerate of.</summary>
    private static Func<SourceSet, CompilationResult> FirstUnbroken(CompilationOptions options)
    {
        var first = new RepeatedCompilation(options);
        var further = new RepeatedCompilation(options, new ReloadPace());
        bool isFirst = true;
        return sources =>
        {
            CompilationResult result = isFirst ? first.Run(sources) : further.Run(sources);
            isFirst = isFirst && result.Tree is null;
            return result;
        };
    }

    private static ServedVersion Prepare(PolicyVersion version, ServiceSettings settings, IServiceProvider provider)
    {
        // Before the version is in force, so that none of its callers is refused for want of a secret.
        provider.GetRequiredService<SecretFiles>().Read(version.Policies);
        CompilationPace pace = provider.GetRequiredService<PolicyStore<ServedVersion>>().InForce is null
            ? CompilationPace.Unbroken
            : new ReloadPace();
        var answers = new AnswerSettings
        {
            VersionHeader = settings.AnswerHeaders,
            DecisionHeader = settings.AnswerHeaders,
            Forwarded = ForwardedHeaders.Of(version.Policies),
        };
        var served = new ServedVersion(
            version.Tree,
            new CallerIdentities(
                version.Policies, settings.Certificate, settings.UnknownTokens, provider.GetRequiredService<IdentityMemory>(), pace),
            new CheckAnswers(version.Tree, $"{version.Number}-{version.Digest.ShortHex}", answers, pace))
        {
            Names = settings.DecisionLog is null ? null : new DecisionNames(version),
        };
        provider.GetRequiredService<RevocationOverlay>().Attach(served, version.Policies);
        WarmUp.Run(served, version.Policies, provider.GetRequiredService<TimeProvider>().GetUtcNow());
        return served;
    }
}
