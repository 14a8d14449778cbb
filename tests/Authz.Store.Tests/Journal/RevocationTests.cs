using Authz.Store.Journal;
using Authz.Store.Versions;

namespace Authz.Store.Tests.Journal;

/// <summary>A revocation that is lost is a right that comes back: none may be, however the process ends and whichever file changes.</summary>
public sealed class RevocationTests : IDisposable
{
    private static readonly RevocationOrder first = new("a", "b/s", "ministry", "breach");
    private static readonly RevocationOrder second = new("a", Revocation.Everything, "ministry", "");

    private readonly JournalBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Revocations_approvals_and_the_pin_are_there_after_a_restart()
    {
        using (PolicyJournal journal = bench.Open())
        {
            VersionRecord version = JournalBench.Add(journal, SetOf.Block("a"));
            journal.Activate(new ActivationOrder(version.Digest, "x", "", IsPinned: true), JournalBench.Time);
            journal.Approve(version.Digest, "uk/ée", "looked at it", JournalBench.Time);
            journal.Revoke(first, JournalBench.Time);
            journal.Revoke(second, JournalBench.Time);
            journal.Lift(1, "ministry", "mended", JournalBench.Time);
        }

        using PolicyJournal reopened = bench.Open();

        Assert.Empty(reopened.State.Damages);
        Assert.Equal(2, Assert.Single(reopened.State.Revocations).Id);
        Assert.Equal("uk/ée", Assert.Single(reopened.State.Approvals).By);
        Assert.True(reopened.State.Active?.IsPinned);
        Activation unpinned = reopened.Unpin("x", "", JournalBench.Time);
        Assert.Equal((2, false), (unpinned.Epoch, unpinned.IsPinned));
        Assert.Equal(3, reopened.Revoke(first, JournalBench.Time).Id);
    }

    [Fact]
    public void The_same_revocation_is_in_effect_once()
    {
        using PolicyJournal journal = bench.Open();

        Revocation revocation = journal.Revoke(first, JournalBench.Time);

        Assert.Same(revocation, journal.Revoke(first with { By = "other" }, JournalBench.Time));
        Assert.Single(journal.State.Revocations);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        using PolicyJournal journal = bench.Open();

        Assert.Equal(RepositoryProblem.Invalid, Problem(() => journal.Revoke(first with { From = " " }, JournalBench.Time)));
        Assert.Equal(RepositoryProblem.NotFound, Problem(() => journal.Lift(1, "x", "", JournalBench.Time)));
        Assert.Equal(RepositoryProblem.NotFound, Problem(() => journal.Approve("0", "x", "", JournalBench.Time)));
        Assert.Equal(RepositoryProblem.Invalid, Problem(() => journal.Unpin("x", "", JournalBench.Time)));
    }

    [Fact]
    public void Killed_at_any_step_no_revocation_that_was_told_is_lost()
    {
        var copies = new List<(string Folder, int Told)>();
        int told = 0;
        using (PolicyJournal journal = bench.Open((_, _) => copies.Add((bench.Copy(copies.Count), told))))
        {
            journal.Revoke(first, JournalBench.Time);
            told = 1;
            journal.Revoke(second, JournalBench.Time);
        }

        Assert.Equal(2 * 2 * Enum.GetValues<DurableStep>().Length, copies.Count);
        foreach ((string folder, int least) in copies)
        {
            using PolicyJournal restarted = PolicyJournal.Open(new JournalOptions { Folder = folder });
            Assert.InRange(restarted.State.Revocations.Length, least, least + 1);
            Assert.Empty(restarted.State.Damages);
        }
    }

    [Theory]
    [InlineData("revocations.json")]
    [InlineData("revocations/0000000000000000002.json")]
    public void One_file_that_changed_or_went_loses_none_and_is_told(string name)
    {
        Revoke();
        string file = Path.Combine(bench.Folder, name);
        byte[] whole = File.ReadAllBytes(file);
        Flip(file);
        using (PolicyJournal damaged = bench.Open())
        {
            Assert.Equal([1, 2], damaged.State.Revocations.Select(revocation => revocation.Id));
            Assert.Equal(file, Assert.Single(damaged.State.Damages).Where);
        }

        File.WriteAllBytes(file, whole);
        File.Delete(file);
        using PolicyJournal missing = bench.Open();
        Assert.Equal([1, 2], missing.State.Revocations.Select(revocation => revocation.Id));
    }

    [Fact]
    public void Where_both_files_changed_nothing_older_passes_for_them()
    {
        Revoke();
        Flip(Path.Combine(bench.Folder, "revocations.json"));
        Flip(Path.Combine(bench.Folder, "revocations", "0000000000000000002.json"));

        RepositoryException refused = Assert.Throws<RepositoryException>(() => bench.Open());

        Assert.Equal(RepositoryProblem.Damaged, refused.Problem);
        Assert.Contains("revocations.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("0000000000000000002.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_whose_disk_takes_no_lock_is_read_and_says_that_it_cannot_be_written()
    {
        Revoke();
        string held = Path.Combine(bench.Folder, "lock");
        File.Delete(held);
        Directory.CreateDirectory(held);

        using PolicyJournal journal = bench.Open();

        Assert.Equal(2, journal.State.Revocations.Length);
        Assert.NotNull(journal.WriteProblem);
        Assert.Equal(RepositoryProblem.Unavailable, Problem(() => journal.Lift(1, "x", "", JournalBench.Time)));
        Assert.Equal(2, journal.State.Revocations.Length);
    }

    [Fact]
    public void A_version_whose_bytes_were_damaged_is_mended_by_the_same_files()
    {
        using PolicyJournal journal = bench.Open();
        VersionRecord version = JournalBench.Add(journal, SetOf.Block("a"));
        Flip(Assert.Single(Directory.EnumerateFiles(Path.Combine(bench.Folder, "objects"))));
        Assert.Equal(RepositoryProblem.Damaged, Problem(() => journal.Read(version)));

        Assert.Same(version, JournalBench.Add(journal, SetOf.Block("a")));

        Assert.Single(journal.Read(version).Files);
    }

    [Fact]
    public async Task A_repository_tells_its_listeners_each_change_in_order()
    {
        using PolicyJournal journal = bench.Open();
        var repository = new JournalRepository(journal, TimeProvider.System);
        var states = new List<RepositoryState>();
        repository.StateChanged += states.Add;
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        VersionRecord version = await repository.AddAsync(new NewVersion(SetOf.Block("a"), new VersionNote("x", ""), null, []), cancellation);
        await repository.AddAsync(new NewVersion(SetOf.Block("a"), new VersionNote("x", ""), null, []), cancellation);
        await repository.ActivateAsync(new ActivationOrder(version.Digest, "x", "", IsPinned: true), cancellation);
        await repository.UnpinAsync("x", "", cancellation);
        await repository.RevokeAsync(first, cancellation);
        await repository.LiftAsync(1, "x", "", cancellation);

        Assert.Equal([(0L, 0), (1, 0), (2, 0), (2, 1), (2, 0)], states.Select(state => (state.Active?.Epoch ?? 0, state.Revocations.Length)));
    }

    private void Revoke()
    {
        using PolicyJournal journal = bench.Open();
        journal.Revoke(first, JournalBench.Time);
        journal.Revoke(second, JournalBench.Time);
    }

    private static RepositoryProblem Problem(Action action) => Assert.Throws<RepositoryException>(action).Problem;

    private static void Flip(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        content[^3] ^= 0x10;
        File.WriteAllBytes(file, content);
    }
}
