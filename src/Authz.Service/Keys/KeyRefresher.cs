using System.Diagnostics.Metrics;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Binding;
using Authz.Store;

namespace Authz.Service.Keys;

/// <summary>
/// Keeps the keys of the version's issuers at hand. No check waits for it: while an issuer is away, the keys that were had
/// last are used until they are stale.
/// </summary>
internal sealed partial class KeyRefresher : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly PolicyStore store;
    private readonly TokenKeyRing ring;
    private readonly KeyClient client;
    private readonly KeyArchive? archive;
    private readonly TimeProvider clock;
    private readonly Random chance;
    private readonly ILogger logger;
    private readonly Counter<long> fetches;
    private readonly Dictionary<string, KeyTarget> targets = new(StringComparer.Ordinal);
    private PolicyVersion? followed;

    /// <param name="archive">Null: keys are not kept over a restart.</param>
    /// <param name="chance">Spreads the retries of replicas; it decides nothing.</param>
    public KeyRefresher(
        PolicyStore store,
        TokenKeyRing ring,
        KeyClient client,
        KeyArchive? archive,
        TimeProvider clock,
        Random chance,
        IMeterFactory meters,
        ILogger<KeyRefresher> logger)
    {
        this.store = store;
        this.ring = ring;
        this.client = client;
        this.archive = archive;
        this.clock = clock;
        this.chance = chance;
        this.logger = logger;
        fetches = meters.Create("Authz").CreateCounter<long>(
            "authz.key_fetches", "{fetch}", "Attempts to fetch the keys of an issuer, by issuer and result.");
    }

    /// <summary>Starts what is due, and returns what it started. It is called by one thread at a time.</summary>
    internal IReadOnlyList<Task> StartDue(CancellationToken stopping)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (store.Status.InForce is { } version && !ReferenceEquals(version, followed))
        {
            Follow(version.Policies, now);
            followed = version;
        }

        KeyTarget[] due;
        lock (targets)
        {
            due = [.. targets.Values.Where(target => target.TryStart(now))];
        }

        return [.. due.Select(target => FetchAsync(target, stopping))];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            do
            {
                // Nobody awaits them: one issuer that is slow does not keep another one's keys from being fetched.
                StartDue(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; keys at hand stay at hand until the last call is answered.
        }
    }

    private void Follow(BoundPolicySet policies, DateTimeOffset now)
    {
        lock (targets)
        {
            var declared = new Dictionary<string, BoundIssuer>(StringComparer.Ordinal);
            foreach (BoundIssuer issuer in policies.Issuers.Where(issuer => issuer.Jwks.IsEmpty))
            {
                // Of those that share a source, the one whose keys are stale first says when they are fetched.
                string source = TokenKeyRing.SourceOf(issuer);
                if (!declared.TryGetValue(source, out BoundIssuer? other) || issuer.MaxStale < other.MaxStale)
                {
                    declared[source] = issuer;
                }
            }

            foreach (string gone in targets.Keys.Where(source => !declared.ContainsKey(source)).ToArray())
            {
                targets.Remove(gone);
            }

            foreach ((string source, BoundIssuer issuer) in declared)
            {
                if (targets.TryGetValue(source, out KeyTarget? known))
                {
                    known.Issuer = issuer;
                    continue;
                }

                var target = new KeyTarget(issuer, ring.SlotOf(issuer), now);
                targets.Add(source, target);
                Restore(target, source, now);
            }
        }
    }

    private void Restore(KeyTarget target, string source, DateTimeOffset now)
    {
        // Keys of the future are of a clock that was wrong: nobody knows how old they are.
        if (target.Slot.Keys is null && archive?.Read(source) is { } kept && kept.FetchedAt <= now)
        {
            TokenKeySetResult read = TokenKeySet.Read(kept.Jwks, [], kept.FetchedAt);
            if (read.Keys is { } keys)
            {
                target.Slot.Keys = keys;
                Log.Restored(logger, target.Issuer.Name, keys.Count, kept.FetchedAt);
            }
        }
    }

    private async Task FetchAsync(KeyTarget target, CancellationToken stopping)
    {
        string? fault;
        try
        {
            KeyFetch fetch = await client.FetchAsync(target.Issuer, stopping).ConfigureAwait(false);
            fault = fetch.Fault ?? Take(target, fetch);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            fault = $"fetching them failed by a fault of this program: {failure.Message}";
        }

        fetches.Add(
            1,
            new KeyValuePair<string, object?>("issuer", target.Issuer.Name),
            new KeyValuePair<string, object?>("result", fault is null ? "ok" : "failed"));
        if (fault is not null)
        {
            Fail(target, fault);
        }
    }

    /// <summary>What is wrong with what came; null: it is in use.</summary>
    private string? Take(KeyTarget target, KeyFetch fetch)
    {
        DateTimeOffset now = clock.GetUtcNow();
        byte[] jwks = fetch.Jwks ?? [];

        // Any set will do that is one: keys that the issuer has withdrawn must go, even if no new one fits.
        TokenKeySetResult read = TokenKeySet.Read(jwks, [], now);
        if (read.Keys is not { } keys)
        {
            return $"the set {string.Join("; it ", read.Faults)}";
        }

        int failures = target.Failures;
        bool isFirst = target.Slot.Keys is null;
        target.Slot.Keys = keys;
        lock (targets)
        {
            target.Succeed(now, fetch.Lifetime);
        }

        if (isFirst || failures > 0)
        {
            Log.Fetched(logger, target.Issuer.Name, keys.Count);
        }

        if (!keys.CanVerify(target.Issuer.Algorithms))
        {
            Log.NothingFits(logger, target.Issuer.Name, string.Join(", ", target.Issuer.Algorithms));
        }

        if (archive?.Write(new ArchivedKeys(TokenKeyRing.SourceOf(target.Issuer), now, jwks)) is { } unkept)
        {
            Log.NotKept(logger, target.Issuer.Name, unkept);
        }

        return null;
    }

    private void Fail(KeyTarget target, string fault)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (targets)
        {
            target.Fail(now, chance.NextDouble());
        }

        string state = target.Slot.Keys is { } keys
            ? $"those of {keys.FetchedAt:u} are used until {keys.FetchedAt + target.Issuer.MaxStale:u}"
            : "there are none, and its tokens are refused";
        Log.FetchFailed(logger, target.Issuer.Name, fault, state);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "issuer {Issuer}: {Count} keys are at hand")]
        public static partial void Fetched(ILogger logger, string issuer, int count);

        [LoggerMessage(Level = LogLevel.Information, Message = "issuer {Issuer}: {Count} keys of {FetchedAt} are used until new ones are fetched")]
        public static partial void Restored(ILogger logger, string issuer, int count, DateTimeOffset fetchedAt);

        [LoggerMessage(Level = LogLevel.Warning, Message = "issuer {Issuer}: its keys cannot be fetched: {Fault}; {State}")]
        public static partial void FetchFailed(ILogger logger, string issuer, string fault, string state);

        [LoggerMessage(Level = LogLevel.Warning, Message = "issuer {Issuer}: none of its keys fits the algorithms that are declared ({Algorithms})")]
        public static partial void NothingFits(ILogger logger, string issuer, string algorithms);

        [LoggerMessage(Level = LogLevel.Warning, Message = "issuer {Issuer}: its keys are not kept for a restart: {Fault}")]
        public static partial void NotKept(ILogger logger, string issuer, string fault);
    }
}
