using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Policies;
using Authz.Policies.Analysis.Changes;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Store.Revocations;
using Authz.Store.Versions;

namespace Authz.Admin.Administration;

/// <summary>
/// What may be done to versions, and under which rules: the same for the API and for the command. A refusal is an
/// <see cref="AdministrationException"/> or a <see cref="RepositoryException"/>, and then nothing changed.
/// </summary>
/// <param name="compile">Called by one thread at a time.</param>
/// <param name="inForce">What this process decides by; null: nothing is in force.</param>
public sealed class PolicyAdministration(
    IVersionRepository repository,
    IReplicaDirectory replicas,
    Func<SourceSet, CompilationResult> compile,
    Func<BoundPolicySet?> inForce,
    AdministrationOptions options,
    TimeProvider clock) : IDisposable
{
    /// <summary>How often replicas are asked by somebody who waits for them.</summary>
    internal static readonly TimeSpan ReplicaPoll = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim busy = new(1);

    public AdministrationOptions Options => options;

    public IVersionRepository Repository => repository;

    public RepositoryState State => repository.State;

    /// <inheritdoc cref="PolicyAdministration" path="/param[@name='inForce']"/>
    public BoundPolicySet? InForce => inForce();

    public VersionRecord Find(string reference) => VersionReference.Find(State, reference);

    public Task<ImmutableArray<ReplicaRecord>> ReplicasAsync(CancellationToken cancellation) => replicas.ListAsync(cancellation);

    public Task<SourceSet> ReadAsync(VersionRecord version, CancellationToken cancellation) => repository.ReadAsync(version, cancellation);

    /// <summary>Keeps a set that compiles. One with errors is not kept, and its findings say why.</summary>
    public async Task<Publication> PublishAsync(SourceSet sources, string author, string message, CancellationToken cancellation)
    {
        RefuseForFolder("published");
        TextRule.Name("author", author);
        TextRule.Prose("message", message);
        CompilationResult result = await CompileAsync(sources, cancellation).ConfigureAwait(false);
        if (result.Policies is not { } policies)
        {
            return new Publication(null, IsNew: false, result.Diagnostics);
        }

        if (policies.Blocks.IsEmpty)
        {
            throw new AdministrationException(
                Refusal.Invalid, "the set declares no building block, so that it would deny everything: publish the whole set of files");
        }

        RepositoryState before = State;
        VersionRecord version = await repository.AddAsync(
            new NewVersion(
                sources,
                new VersionNote(author, message),
                before.Active?.Digest ?? before.Versions.FirstOrDefault()?.Digest,
                [.. result.Diagnostics.Select(static diagnostic => diagnostic.ToString())]),
            cancellation).ConfigureAwait(false);
        return new Publication(version, before.Find(version.Digest) is null, result.Diagnostics);
    }

    public async Task<VersionComparison> CompareAsync(string from, string to, CancellationToken cancellation)
    {
        VersionRecord before = Find(from);
        VersionRecord after = Find(to);
        SourceSet old = await repository.ReadAsync(before, cancellation).ConfigureAwait(false);
        SourceSet current = await repository.ReadAsync(after, cancellation).ConfigureAwait(false);
        return new VersionComparison(before, after, old, current);
    }

    /// <summary>What differs in their texts, as `diff -u` writes it.</summary>
    public Task<string> DiffAsync(VersionComparison comparison, CancellationToken cancellation) => OnOwnThreadAsync(comparison.ToText, cancellation);

    /// <summary>Whose rights differ between two versions.</summary>
    public async Task<(PolicyChanges Operations, RightsComparison Rights)> ChangesAsync(VersionComparison comparison, CancellationToken cancellation)
    {
        CompilationResult before = await CompileKeptAsync(comparison.Before, comparison.OldSources, cancellation).ConfigureAwait(false);
        CompilationResult after = await CompileKeptAsync(comparison.After, comparison.NewSources, cancellation).ConfigureAwait(false);
        BoundPolicySet old = before.Policies ?? throw new UnreachableException();
        BoundPolicySet current = after.Policies ?? throw new UnreachableException();
        return await OnOwnThreadAsync(() => (PolicyChanges.Between(old, current), RightsComparison.Between(old, current)), cancellation).ConfigureAwait(false);
    }

    /// <summary>That somebody is for a version. It counts for the four eyes only if they are not its author.</summary>
    public Task<Approval> ApproveAsync(string reference, string by, string comment, CancellationToken cancellation)
    {
        RefuseForFolder("approved");
        TextRule.Name("by", by);
        TextRule.Prose("comment", comment);
        VersionRecord version = Find(reference);
        return version.Note.Author == by
            ? throw new AdministrationException(
                Refusal.OwnVersion, $"version {version.Number} is yours: somebody else has to approve it")
            : repository.ApproveAsync(version.Digest, by, comment, cancellation);
    }

    /// <summary>Brings a version into force, if all rules allow it at this moment.</summary>
    public async Task<Activation> ActivateAsync(ActivationRequest request, CancellationToken cancellation)
    {
        RepositoryState state = State;
        VersionRecord version = RequireActivatable(state, request);
        await CompileKeptAsync(version, await repository.ReadAsync(version, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);

        // The rules were asked of one moment: what came into force since then may have been a rollback.
        return await repository.ActivateAsync(
            new ActivationOrder(version.Digest, request.By, request.Reason, IsPinned: false, EpochOf(state)),
            cancellation).ConfigureAwait(false);
    }

    /// <summary>What <see cref="ActivateAsync"/> asks before it reads anything.</summary>
    public VersionRecord RequireActivatable(RepositoryState state, ActivationRequest request)
    {
        RefuseForFolder("activated");
        TextRule.Name("by", request.By);
        TextRule.Prose("reason", request.Reason);
        VersionRecord version = VersionReference.Find(state, request.Version);
        if (request.ExpectedEpoch is { } expected && expected != EpochOf(state))
        {
            throw new AdministrationException(
                Refusal.Conflict, $"another version came into force meanwhile (epoch {EpochOf(state)}, not {expected}): look at it, and ask again");
        }

        if (state.Active is { IsPinned: true } pin)
        {
            throw new AdministrationException(
                Refusal.Pinned, $"{pin.By} rolled back at {pin.Time:u}, which holds until somebody unpins: do so first, or roll back to this version");
        }

        if (options.FourEyes && !IsApproved(state, version))
        {
            throw new AdministrationException(
                Refusal.NotApproved, $"nobody but its author {version.Note.Author} has approved version {version.Number}: let somebody else do so first");
        }

        return version;
    }

    /// <summary>Whether somebody else than its author is for it.</summary>
    public static bool IsApproved(RepositoryState state, VersionRecord version) =>
        state.Approvals.Any(approval => approval.Digest == version.Digest && approval.By != version.Note.Author);

    /// <summary>Brings a version back into force at once, and holds it there until somebody unpins.</summary>
    /// <param name="reference">Null: what was in force before this version was.</param>
    public async Task<Activation> RollbackAsync(string? reference, string by, string reason, CancellationToken cancellation)
    {
        TextRule.Name("by", by);
        TextRule.Prose("reason", reason);
        RepositoryState state = State;
        VersionRecord version = VersionReference.Find(state, reference ?? FormerVersion.Of(state));

        // In an emergency nobody waits for a second pair of eyes; but a version that nobody ever agreed to is no way back.
        bool wasInForce = state.Activations.Any(activation => activation.Digest == version.Digest);
        if (!wasInForce && (options.IsFolderAuthor || (options.FourEyes && !IsApproved(state, version))))
        {
            throw new AdministrationException(
                Refusal.NotApproved, $"version {version.Number} never was in force, so that it is no way back: choose one that was");
        }

        await CompileKeptAsync(version, await repository.ReadAsync(version, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        return await repository.ActivateAsync(new ActivationOrder(version.Digest, by, reason, IsPinned: true), cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends a rollback's hold: what is in force stays so, and the source may follow.</summary>
    public Task<Activation> UnpinAsync(string by, string reason, CancellationToken cancellation)
    {
        TextRule.Name("by", by);
        TextRule.Prose("reason", reason);
        return State.Active is { IsPinned: true }
            ? repository.UnpinAsync(by, reason, cancellation)
            : throw new AdministrationException(Refusal.Conflict, "nothing is pinned");
    }

    /// <summary>Denies at once, and needs no folder for it. Names are looked up in the version in force.</summary>
    /// <param name="unknownToo">Names that this version does not know are meant: for one that is to come.</param>
    public async Task<RevocationOutcome> RevokeAsync(RevocationOrder order, bool unknownToo, CancellationToken cancellation)
    {
        TextRule.Name("from", order.From);
        TextRule.Name("to", order.To);
        TextRule.Name("by", order.By);
        TextRule.Prose("reason", order.Reason);

        BoundPolicySet? policies = inForce();
        string? problem = policies is null
            ? "no version in force can be read, so that the names were not looked up"
            : new RevocationNames(policies).ProblemOf(order.From, order.To);

        // A typing error would deny nothing, and whoever made it would believe that all is done. Where names cannot be looked up, nobody is let through for that.
        if (policies is not null && problem is not null && !unknownToo)
        {
            throw new AdministrationException(
                Refusal.Invalid,
                $"it would deny nothing: {problem}; a name that is meant for a version to come is taken with `unknownToo` (--unknown-too)");
        }

        return new RevocationOutcome(await repository.RevokeAsync(order, cancellation).ConfigureAwait(false), problem);
    }

    public Task LiftAsync(long revocation, string by, string reason, CancellationToken cancellation)
    {
        TextRule.Name("by", by);
        TextRule.Prose("reason", reason);
        return State.Revocations.Any(kept => kept.Id == revocation)
            ? repository.LiftAsync(revocation, by, reason, cancellation)
            : throw new AdministrationException(Refusal.NotFound, $"no revocation {revocation} is in effect");
    }

    public Task<OlderRepository?> FindOlderAsync(CancellationToken cancellation) => repository.FindOlderAsync(cancellation);

    /// <summary>That an older database counts. Who accepts names what it has in force and why: rights that were taken away since may come back.</summary>
    public Task<long> AcceptOlderAsync(AcceptanceOrder order, CancellationToken cancellation)
    {
        TextRule.Name("by", order.By);
        TextRule.Name("reason", order.Reason);
        return (order.Epoch == 0) == (order.Digest is null)
            ? repository.AcceptOlderAsync(order, cancellation)
            : throw new AdministrationException(
                Refusal.Invalid, "`epoch` and `digest` are of one version, as `GET /api/v1/database/acceptance` offers it: where nothing is in force the epoch is 0, and there is no digest");
    }

    /// <summary>Waits until every replica has a version in force, but no longer than that; then says how far it has come.</summary>
    public async Task<Replication> WaitAsync(string reference, TimeSpan atMost, CancellationToken cancellation)
    {
        VersionRecord version = Find(reference);
        long start = clock.GetTimestamp();
        while (true)
        {
            ImmutableArray<ReplicaRecord> all = await replicas.ListAsync(cancellation).ConfigureAwait(false);
            ImmutableArray<string> missing =
                [.. all.Where(replica => replica.InForce?.Digest != version.Digest).Select(static replica => replica.Name)];
            TimeSpan left = atMost - clock.GetElapsedTime(start);
            if ((!all.IsEmpty && missing.IsEmpty) || left <= TimeSpan.Zero)
            {
                return new Replication(!all.IsEmpty && missing.IsEmpty, all, missing);
            }

            await Task.Delay(left < ReplicaPoll ? left : ReplicaPoll, clock, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => busy.Dispose();

    private static long EpochOf(RepositoryState state) => state.Active?.Epoch ?? 0;

    private void RefuseForFolder(string verb)
    {
        if (options.IsFolderAuthor)
        {
            throw new AdministrationException(
                Refusal.FolderIsAuthor,
                $"the folder of policies is the author here, so that nothing is {verb} by others: change its files, or start the service with --source journal. "
                + "Rolling back, unpinning, revoking and lifting work");
        }
    }

    /// <summary>A version that compiled when it was published may not do so in this release, and must not come into force then.</summary>
    private async Task<CompilationResult> CompileKeptAsync(VersionRecord version, SourceSet sources, CancellationToken cancellation)
    {
        CompilationResult result = await CompileAsync(sources, cancellation).ConfigureAwait(false);
        return result.Succeeded
            ? result
            : throw new AdministrationException(
                Refusal.Damaged,
                $"version {version.Number} does not compile in this release ({result.Diagnostics.First(static finding => finding.IsError)}): "
                + "publish it anew, mended");
    }

    private Task<CompilationResult> CompileAsync(SourceSet sources, CancellationToken cancellation) => OnOwnThreadAsync(() => compile(sources), cancellation);

    /// <summary>One after the other. On a thread of its own: of a pool of two threads one would be gone meanwhile, and checks would wait.</summary>
    private async Task<TResult> OnOwnThreadAsync<TResult>(Func<TResult> work, CancellationToken cancellation)
    {
        await busy.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Factory.StartNew(
                work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            busy.Release();
        }
    }
}
