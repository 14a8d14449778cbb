using Authz.Policies;
using Authz.Store.Journal;

namespace Authz.Store.Tests.Journal;

public sealed class PolicyJournalTests : IDisposable
{
    private readonly JournalBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void What_was_added_and_activated_is_there_after_a_restart()
    {
        SourceSet sources = SetOf.Block("a");
        using (PolicyJournal journal = bench.Open())
        {
            JournalledVersion first = JournalBench.Add(journal, SetOf.Block("z"));
            JournalBench.Activate(journal, first);
            JournalledVersion second = JournalBench.Add(journal, sources);
            journal.Activate(second.Digest, "ministry", "because", isPinned: true, JournalBench.Time);
        }

        using PolicyJournal reopened = bench.Open();

        Assert.Empty(reopened.State.Damages);
        Assert.Equal([2, 1], reopened.State.Versions.Select(version => version.Number));
        JournalledVersion newest = reopened.State.Versions[0];
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

        JournalledVersion first = JournalBench.Add(journal, SetOf.Block("a"));
        JournalledVersion other = JournalBench.Add(journal, SetOf.Block("b"));
        JournalledVersion again = JournalBench.Add(journal, SetOf.Block("a"));

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
        JournalledVersion next = JournalBench.Add(reopened, SetOf.Block("e"));

        // The first is in force, so that it stays.
        Assert.Equal(5, next.Number);
        Assert.Equal([5, 4, 1], reopened.State.Versions.Select(version => version.Number));
        Assert.All(reopened.State.Versions, version => Assert.NotEmpty(reopened.Read(version).Files));
        Assert.Equal(3, Directory.EnumerateFiles(Path.Combine(bench.Folder, "objects")).Count());
    }

    [Fact]
    public void A_lost_race_changes_nothing_and_says_so()
    {
        using PolicyJournal journal = bench.Open();
        JournalledVersion first = JournalBench.Add(journal, SetOf.Block("a"));
        JournalledVersion second = JournalBench.Add(journal, SetOf.Block("b"));
        JournalBench.Activate(journal, first);

        JournalException lost = Assert.Throws<JournalException>(
            () => journal.Activate(second.Digest, "late", "", isPinned: false, JournalBench.Time, expectedEpoch: 0));

        Assert.Contains("came into force meanwhile", lost.Message, StringComparison.Ordinal);
        Assert.Equal(first.Digest, journal.State.Active?.Digest);
    }

    [Fact]
    public void A_version_that_is_not_kept_cannot_be_activated()
    {
        using PolicyJournal journal = bench.Open();

        Assert.Throws<JournalException>(() => journal.Activate(new string('0', 64), "x", "", isPinned: false, JournalBench.Time));
        Assert.Null(journal.State.Active);
    }

    [Fact]
    public void Another_process_is_told_who_to_ask()
    {
        using PolicyJournal journal = bench.Open();

        JournalException refused = Assert.Throws<JournalException>(() => bench.Open());

        Assert.Contains("--server", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_named()
    {
        File.WriteAllText(bench.Folder, "");

        JournalException refused = Assert.Throws<JournalException>(() => bench.Open());

        Assert.Contains(bench.Folder, refused.Message, StringComparison.Ordinal);
    }
}
