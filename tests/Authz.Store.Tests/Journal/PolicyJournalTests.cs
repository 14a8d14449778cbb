using Authz.Policies;
using Authz.Store.Journal;
using Authz.Store.Versions;

namespace Authz.Store.Tests.Journal;

public sealed class PolicyJournalTests : IDisposable
{
    private readonly JournalBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void An_approval_is_later_than_all_before_it_though_the_clock_was_set_back()
    {
        using var bench = new JournalBench();
        using PolicyJournal journal = bench.Open();
        string digest = JournalBench.Add(journal, SetOf.Block("a")).Digest;
        DateTimeOffset time = DateTimeOffset.UnixEpoch.AddDays(1);
        Approval first = journal.Approve(digest, "bob", "", time);
        Assert.True(journal.Approve(digest, "carol", "", time.AddHours(-1)).Time > first.Time);
    }

    [Fact]
    public void What_was_added_and_activated_is_there_after_a_restart()
    {
        SourceSet sources = SetOf.Block("a");
        using (PolicyJournal journal = bench.Open())
        {
            VersionRecord first = JournalBench.Add(journal, SetOf.Block("z"));
            JournalBench.Activate(journal, first);
            VersionRecord second = JournalBench.Add(journal, sources);
            journal.Activate(new ActivationOrder(second.Digest, "ministry", "because", IsPinned: true), JournalBench.Time);
        }

        using PolicyJournal reopened = bench.Open();

        Assert.Empty(reopened.State.Damages);
        Assert.Equal([2, 1], reopened.State.Versions.Select(version => version.Number));
        VersionRecord newest = reopened.State.Versions[0];
        Assert.Equal(reopened.State.Versions[1].Digest, newest.Parent);
        Assert.Equal(PolicyManifest.Of(sources).Digest.Hex, newest.Digest);
        Assert.Equal(PolicyManifest.Of(sources).Text, PolicyManifest.Of(reopened.Read(newest)).Text);
        Assert.Equal(
            new Activation
            {
                Epoch = 2,
                Digest = newest.Digest,
                Time = JournalBench.Time,
                By = "ministry",
                Reason = "because",
                IsPinned = true,
            },
            reopened.State.Active);
    }

    [Fact]
    public void The_same_files_are_the_same_version()
    {
        using PolicyJournal journal = bench.Open();

        VersionRecord first = JournalBench.Add(journal, SetOf.Block("a"));
        VersionRecord other = JournalBench.Add(journal, SetOf.Block("b"));
        VersionRecord again = JournalBench.Add(journal, SetOf.Block("a"));

        Assert.Same(first, again);
        Assert.Equal([other, first], journal.State.Versions);
    }

    [Fact]
    public void A_number_is_not_given_twice_though_old_versions_go()
    {
        using (PolicyJournal journal = bench.Open(versions: 2))
        {
            JournalBench.Activate(journal, JournalBench.Add(journal, SetOf.Block("a")));
            JournalBench.Add(journal, SetOf.Block("b"));
            JournalBench.Add(journal, SetOf.Block("c"));
            JournalBench.Add(journal, SetOf.Block("d"));
        }

        using PolicyJournal reopened = bench.Open(versions: 2);
        VersionRecord next = JournalBench.Add(reopened, SetOf.Block("e"));

        // The first is in force, so that it stays.
        Assert.Equal(5, next.Number);
        Assert.Equal([5, 4, 1], reopened.State.Versions.Select(version => version.Number));
        Assert.All(reopened.State.Versions, version => Assert.NotEmpty(reopened.Read(version).Files));
        Assert.Equal(3, Directory.EnumerateFiles(Path.Combine(bench.Folder, "objects")).Count());
    }

    [Fact]
    public void What_a_rollback_leads_to_stays_however_many_candidates_came_since()
    {
        using PolicyJournal journal = bench.Open(versions: 2);
        VersionRecord good = JournalBench.Add(journal, SetOf.Block("good"));
        JournalBench.Activate(journal, good);
        JournalBench.Activate(journal, JournalBench.Add(journal, SetOf.Block("bad")));
        foreach (string name in (string[])["a", "b", "c"])
        {
            JournalBench.Add(journal, SetOf.Block(name));
        }

        Assert.Equal([5, 4, 2, 1], journal.State.Versions.Select(static version => version.Number));
        Assert.NotEmpty(journal.Read(good).Files);

        // It goes when ten others came into force after it.
        for (int i = 0; i < JournalOptions.RecentActivations; i++)
        {
            JournalBench.Activate(journal, JournalBench.Add(journal, SetOf.Block($"later-{i}")));
        }

        JournalBench.Add(journal, SetOf.Block("last"));
        Assert.DoesNotContain(good.Digest, journal.State.Versions.Select(static version => version.Digest));
    }

    [Fact]
    public void A_lost_race_changes_nothing_and_says_so()
    {
        using PolicyJournal journal = bench.Open();
        VersionRecord first = JournalBench.Add(journal, SetOf.Block("a"));
        VersionRecord second = JournalBench.Add(journal, SetOf.Block("b"));
        JournalBench.Activate(journal, first);

        RepositoryException lost = Assert.Throws<RepositoryException>(
            () => journal.Activate(new ActivationOrder(second.Digest, "late", "", IsPinned: false, ExpectedEpoch: 0), JournalBench.Time));

        Assert.Contains("came into force meanwhile", lost.Message, StringComparison.Ordinal);
        Assert.Equal(first.Digest, journal.State.Active?.Digest);
    }

    [Fact]
    public void A_version_that_is_not_kept_cannot_be_activated()
    {
        using PolicyJournal journal = bench.Open();

        RepositoryException refused = Assert.Throws<RepositoryException>(
            () => journal.Activate(new ActivationOrder(new string('0', 64), "x", "", IsPinned: false), JournalBench.Time));

        Assert.Equal(RepositoryProblem.NotFound, refused.Problem);
        Assert.Null(journal.State.Active);
    }

    [Fact]
    public void Another_process_is_told_who_to_ask()
    {
        using PolicyJournal journal = bench.Open();

        RepositoryException refused = Assert.Throws<RepositoryException>(() => bench.Open());

        Assert.Contains("--server", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_named()
    {
        File.WriteAllText(bench.Folder, "");

        RepositoryException refused = Assert.Throws<RepositoryException>(() => bench.Open());

        Assert.Contains(bench.Folder, refused.Message, StringComparison.Ordinal);
    }
}
