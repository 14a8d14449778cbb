using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Testing;
using Authz.Testing.Logging;

namespace Authz.Store.Tests;

public sealed class PolicyStoreTests
{
    private readonly ManualTimeProvider clock = new();
    private readonly RecordingLogger logger = new();

    [Fact]
    public void Before_the_first_offer_nothing_is_in_force()
    {
        PolicyStore<ServedVersion> store = Store();

        Assert.Null(store.InForce);
        Assert.False(store.Status.IsServing);
        Assert.Null(store.Status.Refusal);
    }

    [Fact]
    public void A_set_that_compiles_is_in_force_with_what_was_prepared_for_it()
    {
        PolicyStore<ServedVersion> store = Store();

        Assert.Equal(OfferOutcome.Activated, store.Offer(SetOf.Block("births")));

        Assert.Equal("births", store.InForce?.Block);
        Assert.Same(store.Status.InForce, store.InForce?.Version);
        Assert.Equal(1, store.InForce?.Version.Number);
        Assert.Equal(1, store.InForce?.Version.FileCount);
        Assert.Equal(clock.GetUtcNow(), store.InForce?.Version.ActivatedAt);
        Assert.Equal(PolicyManifest.Of(SetOf.Block("births")).Digest, store.InForce?.Version.Digest);
    }

    [Fact]
    public void Numbers_count_activations_alone()
    {
        PolicyStore<ServedVersion> store = Store();

        store.Offer(SetOf.Broken());
        store.Offer(SetOf.Block("births"));
        store.Offer(SetOf.Block("births"));
        store.Offer(SetOf.Broken());
        store.Offer(SetOf.Block("deaths"));

        Assert.Equal(2, store.InForce?.Version.Number);
    }

    [Fact]
    public void The_same_digest_again_changes_nothing()
    {
        PolicyStore<ServedVersion> store = Store();
        store.Offer(SetOf.Block("births"));
        ServedVersion? first = store.InForce;

        Assert.Equal(OfferOutcome.Unchanged, store.Offer(SetOf.Block("births")));

        Assert.Same(first, store.InForce);
    }

    [Fact]
    public void A_refused_set_leaves_the_version_in_force()
    {
        PolicyStore<ServedVersion> store = Store();
        store.Offer(SetOf.Block("births"));

        Assert.Equal(OfferOutcome.Refused, store.Offer(SetOf.Broken()));

        Assert.Equal("births", store.InForce?.Block);
        Assert.True(store.Status.IsServing);
        Assert.Equal(PolicyManifest.Of(SetOf.Broken()).Digest, store.Status.Refusal?.Digest);
        Assert.Equal(1, store.Status.Refusal?.ErrorCount);
        Assert.Contains(logger.Lines, static line => line.StartsWith("Error: broken.yaml:", StringComparison.Ordinal));
        Assert.Contains(logger.Lines, static line => line.Contains("stays in force", StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_first_set_leaves_nothing_in_force_until_a_good_one_comes()
    {
        PolicyStore<ServedVersion> store = Store();

        store.Offer(SetOf.Broken());
        Assert.Null(store.InForce);
        Assert.False(store.Status.IsServing);

        store.Offer(SetOf.Block("births"));
        Assert.True(store.Status.IsServing);
        Assert.Null(store.Status.Refusal);
    }

    [Fact]
    public void The_version_in_force_offered_again_ends_the_refusal()
    {
        PolicyStore<ServedVersion> store = Store();
        store.Offer(SetOf.Block("births"));
        store.Offer(SetOf.Broken());

        Assert.Equal(OfferOutcome.Unchanged, store.Offer(SetOf.Block("births")));

        Assert.Null(store.Status.Refusal);
        Assert.Equal(1, store.InForce?.Version.Number);
    }

    [Theory]
    [MemberData(nameof(SetsWithoutABlock))]
    public void A_set_that_declares_nothing_is_refused(string path, string text)
    {
        PolicyStore<ServedVersion> store = Store();
        store.Offer(SetOf.Block("births"));

        Assert.Equal(OfferOutcome.Refused, store.Offer(path.Length == 0 ? SetOf.Files() : SetOf.Files((path, text))));

        Assert.Equal("births", store.InForce?.Block);
        Assert.Equal("AZ0730", store.Status.Refusal?.Diagnostics.Single().Id);
    }

    public static TheoryData<string, string> SetsWithoutABlock =>
        new() { { "", "" }, { "blank.yaml", "" }, { "blank.yaml", "# later\n" } };

    [Fact]
    public void A_fault_of_the_compiler_refuses_the_set()
    {
        bool fails = false;
        PolicyStore<ServedVersion> store = Store(sources =>
            fails ? throw new InvalidOperationException("index out of range") : SetCompiler.Compile(sources));
        store.Offer(SetOf.Block("births"));
        fails = true;

        Assert.Equal(OfferOutcome.Refused, store.Offer(SetOf.Block("deaths")));

        Assert.Equal("births", store.InForce?.Block);
        Assert.Equal("AZ0731", store.Status.Refusal?.Diagnostics.Single().Id);
        Assert.Contains("index out of range", store.Status.Refusal?.Diagnostics.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_while_preparing_refuses_the_set()
    {
        var store = new PolicyStore<ServedVersion>(
            static version => version.Number == 2 ? throw new InvalidOperationException("no answer") : ServedVersion.Of(version),
            SetCompiler.Compile, clock, logger);
        store.Offer(SetOf.Block("births"));

        Assert.Equal(OfferOutcome.Refused, store.Offer(SetOf.Block("deaths")));

        Assert.Equal("births", store.InForce?.Block);
        Assert.Equal("births", store.Status.InForce?.Policies.Blocks.Single().Name);
        Assert.Equal("AZ0732", store.Status.Refusal?.Diagnostics.Single().Id);
    }

    [Fact]
    public void A_path_that_no_manifest_can_hold_refuses_the_set()
    {
        PolicyStore<ServedVersion> store = Store();

        Assert.Equal(OfferOutcome.Refused, store.Offer(SetOf.Files(("a\n.yaml", SetOf.BlockText("a")))));

        Assert.Null(store.Status.Refusal?.Digest);
    }

    [Fact]
    public void Answers_are_prepared_before_anybody_sees_the_version()
    {
        PolicyStore<ServedVersion>? store = null;
        var seen = new List<string?>();
        store = new PolicyStore<ServedVersion>(
            version =>
            {
                seen.Add(store?.InForce?.Block);
                return ServedVersion.Of(version);
            },
            SetCompiler.Compile, clock, logger);

        store.Offer(SetOf.Block("births"));
        store.Offer(SetOf.Block("deaths"));

        Assert.Equal([null, "births"], seen);
    }

    [Fact]
    public void A_version_whose_operations_differ_says_so_in_the_log()
    {
        PolicyStore<ServedVersion> store = Store();
        store.Offer(SetOf.Operations("/records/{id}"));
        Assert.DoesNotContain(logger.Lines, line => line.Contains("operation", StringComparison.Ordinal));

        store.Offer(SetOf.Operations("/citizens/{id}"));

        Assert.Contains(
            "Warning: version 2 changes rights: requests to a/s GET /citizens/{}: no operation -> getRecord; gain: a",
            logger.Lines);
        Assert.Contains(
            "Information: version 2 changes operations: operation of a/s moved, getRecord: GET /records/{id} -> GET /citizens/{id}; "
            + "allow p/read: a",
            logger.Lines);
    }

    [Fact]
    public void Listeners_hear_each_change_in_order_and_cannot_stop_it()
    {
        PolicyStore<ServedVersion> store = Store();
        var heard = new List<string>();
        store.StatusChanged += status =>
        {
            heard.Add($"{status.InForce?.Number} {status.Refusal is not null}");
            throw new InvalidOperationException("a listener's fault");
        };

        store.Offer(SetOf.Broken());
        store.Offer(SetOf.Block("births"));
        store.Offer(SetOf.Block("births"));
        store.Refuse([StoreDiagnostics.FolderMissing("policies")]);

        Assert.Equal([" True", "1 False", "1 True"], heard);
        Assert.Equal("births", store.InForce?.Block);
    }

    [Theory]
    [InlineData(PolicyStore.LoggedDiagnosticsMax, 0)]
    [InlineData(PolicyStore.LoggedDiagnosticsMax + 1, 1)]
    public void The_log_shows_the_first_findings_and_counts_the_rest(int findings, int more)
    {
        PolicyStore<ServedVersion> store = Store();

        store.Refuse(
            [.. Enumerable.Range(0, findings).Select(static number => StoreDiagnostics.LinkDangling($"{number}.yaml"))]);

        Assert.Equal(PolicyStore.LoggedDiagnosticsMax, LinesWith("AZ0703"));
        Assert.Equal(more, LinesWith("and 1 more findings"));
        Assert.Equal(findings, store.Status.Refusal?.Diagnostics.Length);
    }

    [Fact]
    public async Task Readers_see_whole_versions_while_offers_happen()
    {
        PolicyStore<ServedVersion> store = Store();
        SourceSet[] sets = [.. Enumerable.Range(0, 8).Select(static number => SetOf.Block($"block-{number}"))];
        Dictionary<string, PolicyDigest> digests = sets.ToDictionary(
            static set => set.Files.Keys.Single()[..^".yaml".Length], static set => PolicyManifest.Of(set).Digest);
        store.Offer(sets[0]);
        using var done = new CancellationTokenSource();

        Task<long>[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadUntil(store, digests, done.Token)))];
        Task[] authors = [.. Enumerable.Range(0, 2).Select(author => Task.Run(() =>
        {
            for (int turn = 0; turn < 500; turn++)
            {
                store.Offer(turn % 7 == 3 ? SetOf.Broken() : sets[(turn + author) % sets.Length]);
            }
        }))];
        await Task.WhenAll(authors);
        await done.CancelAsync();

        long[] lastSeen = await Task.WhenAll(readers);
        Assert.All(lastSeen, number => Assert.InRange(number, 1, store.InForce?.Version.Number ?? 0));
    }

    /// <summary>Returns the last number seen; throws if a part of one version is seen with a part of another.</summary>
    private static long ReadUntil(
        PolicyStore<ServedVersion> store, Dictionary<string, PolicyDigest> digests, CancellationToken done)
    {
        long last = 0;
        do
        {
            ServedVersion? served = store.InForce;
            Assert.NotNull(served);
            Assert.Equal(served.Version.Policies.Blocks.Single().Name, served.Block);
            Assert.Equal(digests[served.Block], served.Version.Digest);
            Assert.True(served.Version.Number >= last, "a version came back under an older number");
            last = served.Version.Number;
        }
        while (!done.IsCancellationRequested);
        return last;
    }

    private int LinesWith(string text) => logger.Lines.Count(line => line.Contains(text, StringComparison.Ordinal));

    private PolicyStore<ServedVersion> Store() => Store(SetCompiler.Compile);

    private PolicyStore<ServedVersion> Store(Func<SourceSet, CompilationResult> compile) =>
        new(ServedVersion.Of, compile, clock, logger);
}
