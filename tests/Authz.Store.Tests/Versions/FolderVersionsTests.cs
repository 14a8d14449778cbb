using Authz.Store.Journal;
using Authz.Store.Versions;
using Authz.Testing;

namespace Authz.Store.Tests.Versions;

/// <summary>A folder as the author, with a journal beside it.</summary>
public sealed class FolderVersionsTests : IDisposable
{
    private readonly VersionBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void What_the_folder_holds_is_kept_before_it_is_shown()
    {
        bench.WriteBlock("a");
        bench.StartAndSettle();
        bench.WriteBlock("b");
        bench.SettleDown();

        RepositoryState state = bench.Repository.State;
        Assert.Equal("b", bench.Block);
        Assert.Equal((2L, 2L), (bench.Store.Status.InForce?.Number, bench.Store.Status.InForce?.Epoch));
        Assert.Equal(state.Find(1)?.Digest, bench.Store.Status.InForce?.Parent);
        Assert.Equal(bench.Store.Status.InForce?.Digest.Hex, state.Active?.Digest);
        Assert.Equal((FolderVersions.Author, false), (state.Active?.By, state.Active?.IsPinned));
    }

    [Fact]
    public void A_start_with_the_same_folder_writes_nothing_and_has_the_numbers_of_before()
    {
        bench.WriteBlock("a");
        bench.StartAndSettle();
        bench.WriteBlock("b");
        bench.SettleDown();
        DateTimeOffset activated = bench.Store.Status.InForce?.ActivatedAt ?? default;
        bench.Clock.Advance(TimeSpan.FromDays(1));
        bench.Reached = static (name, _) => Assert.Fail($"{name} is written");

        bench.StartAndSettle();

        Assert.Equal("b", bench.Block);
        Assert.Equal(new VersionStamp(2, 2, new VersionNote("folder", ""), activated, activated, bench.Repository.State.Find(1)?.Digest), bench.Store.Status.InForce?.Stamp);
    }

    [Fact]
    public void A_start_with_a_broken_folder_serves_the_last_version_and_says_so_until_the_folder_is_mended()
    {
        bench.WriteBlock("a");
        bench.StartAndSettle();
        bench.Write(SetOf.BrokenText);

        bench.StartAndSettle();

        Assert.Equal("a", bench.Block);
        Assert.True(bench.Store.Status.IsFallback);
        Assert.NotNull(bench.Store.Status.Refusal);
        Assert.Equal(
            ["the newest policies are refused with 1 errors; the last version that was in force is served from the journal"], bench.Store.Status.Notices);
        Assert.Contains(bench.Log.Lines, static line => line.StartsWith("Error: the policy folder cannot be taken: version 1,", StringComparison.Ordinal));

        bench.WriteBlock("a");
        bench.SettleDown();
        Assert.Empty(bench.Store.Status.Notices);
        Assert.Equal(1, bench.Repository.State.Active?.Epoch);
    }

    [Fact]
    public void A_start_without_the_folder_serves_the_last_version()
    {
        bench.WriteBlock("a");
        bench.StartAndSettle();
        bench.RemoveFolder();

        bench.StartAndSettle();

        Assert.Equal("a", bench.Block);
        Assert.True(bench.Store.Status.IsFallback);
    }

    [Fact]
    public void A_folder_that_keeps_moving_after_the_start_is_not_waited_for()
    {
        bench.WriteBlock("a");
        bench.StartAndSettle();
        bench.WriteBlock("b");
        bench.Start();
        bench.Look();
        Assert.Null(bench.Block);

        bench.WriteBlock("c");
        bench.MoveOn(FolderSource.SettlingMax);
        bench.Look();

        Assert.Equal("a", bench.Block);
    }

    [Fact]
    public void Nothing_is_served_before_the_folder_was_looked_at()
    {
        bench.WriteBlock("a");
        bench.StartAndSettle();
        bench.WriteBlock("b");

        bench.Start();
        bench.Revoke("a", Revocation.Everything);

        Assert.Null(bench.Block);
    }

    [Fact]
    public void A_full_disk_keeps_no_right_alive_and_the_version_is_kept_once_there_is_room()
    {
        bench.WriteBlock("a");
        bench.StartAndSettle();
        bench.Reached = static (_, _) => throw new IOException("No space left on device");
        bench.WriteBlock("b");
        bench.SettleDown();

        Assert.Equal("b", bench.Block);
        Assert.Equal((2L, 2L), (bench.Store.Status.InForce?.Number, bench.Store.Status.InForce?.Epoch));
        Assert.Contains("No space left on device", bench.Store.Status.KeepProblem, StringComparison.Ordinal);
        Assert.Contains(bench.Log.Lines, static line => line.StartsWith("Error: version 2 comes into force and is not kept", StringComparison.Ordinal));
        Assert.Equal(1, bench.Repository.State.Active?.Epoch);

        bench.Reached = null;
        bench.Look();

        Assert.Null(bench.Store.Status.KeepProblem);
        Assert.Equal(bench.Store.Status.InForce?.Digest.Hex, bench.Repository.State.Active?.Digest);
        bench.RemoveFolder();
        bench.StartAndSettle();
        Assert.Equal("b", bench.Block);
    }

    [Fact]
    public void A_journal_that_can_only_be_read_still_knows_what_is_pinned_and_keeps_no_folder_from_going_live()
    {
        bench.WriteBlock("a");
        bench.StartAndSettle();
        string held = Path.Combine(bench.JournalFolder, "lock");
        File.Delete(held);
        Directory.CreateDirectory(held);
        bench.WriteBlock("b");
        bench.StartAndSettle();

        Assert.Equal("b", bench.Block);
        Assert.NotNull(bench.Store.Status.KeepProblem);
        Assert.Equal(1, bench.Repository.State.Active?.Epoch);
    }

    [Fact]
    public void A_version_that_was_not_kept_is_forgotten_once_the_folder_holds_the_kept_one_again()
    {
        bench.WriteBlock("a");
        bench.StartAndSettle();
        bench.Reached = static (_, _) => throw new IOException("No space left on device");
        bench.WriteBlock("b");
        bench.SettleDown();
        bench.WriteBlock("a");
        bench.SettleDown();

        bench.Reached = null;
        bench.Look();

        Assert.Equal("a", bench.Block);
        Assert.Null(bench.Store.Status.KeepProblem);
        Assert.Equal(1, bench.Repository.State.Active?.Epoch);
    }

    [Fact]
    public void A_clock_that_was_set_back_changes_nothing()
    {
        bench.WriteBlock("a");
        bench.StartAndSettle();
        bench.Clock = new ManualTimeProvider(bench.Clock.GetUtcNow().AddDays(-400));
        bench.WriteBlock("b");
        bench.StartAndSettle();
        bench.RemoveFolder();

        bench.StartAndSettle();

        Assert.Equal("b", bench.Block);
        Assert.Equal(2, bench.Repository.State.Active?.Epoch);
    }

    [Fact]
    public void Killed_at_any_step_a_start_without_the_folder_serves_what_was_shown_or_what_was_to_be()
    {
        var copies = new List<(string Folder, string? Shown)>();
        bench.Reached = (_, _) => copies.Add((bench.CopyJournal(copies.Count), bench.Block));
        bench.WriteBlock("a");
        bench.StartAndSettle();
        bench.WriteBlock("b");
        bench.SettleDown();
        bench.RollBack();
        bench.Unpin();
        bench.Reached = null;
        bench.RemoveFolder();

        // Two versions of one file; each with its record, its activation and the pointer; a rollback and an end of it.
        Assert.Equal(((2 * 4) + (2 * 2)) * Enum.GetValues<DurableStep>().Length, copies.Count);
        string?[] after = ["a", "b", "a", "a"];
        foreach ((string folder, string? shown) in copies)
        {
            bench.JournalFolder = folder;
            bench.StartAndSettle();
            Assert.True(bench.Block == shown || after.Contains(bench.Block), $"{folder}: {bench.Block} is served, and {shown} was");
            Assert.False(shown is not null && bench.Block is null, $"{folder}: {shown} was shown, and nothing is served");
            Assert.Equal(bench.Repository.State.Active?.Digest, bench.Store.Status.InForce?.Digest.Hex);
        }
    }

    [Fact]
    public void A_checkout_that_lost_its_lock_is_refused_after_a_restart_too()
    {
        bench.WriteBlock("a");
        bench.WriteLock();
        bench.StartAndSettle();
        bench.RemoveLock();
        bench.WriteBlock("b");
        bench.SettleDown();
        Assert.Equal("a", bench.Block);

        bench.StartAndSettle();

        Assert.Equal("a", bench.Block);
        Assert.Equal("AZ0720", bench.Store.Status.Refusal?.Diagnostics.Single().Id);
        Assert.Contains("--lock when-present", bench.Store.Status.Refusal?.Diagnostics.Single().Help, StringComparison.Ordinal);
        bench.WriteLock();
        bench.SettleDown();
        Assert.Equal("b", bench.Block);
    }

    [Fact]
    public void Whoever_says_that_no_lock_is_needed_is_believed()
    {
        using var told = new VersionBench(LockMode.WhenPresent);
        told.WriteBlock("a");
        told.WriteLock();
        told.StartAndSettle();
        told.RemoveLock();
        told.WriteBlock("b");
        told.SettleDown();

        Assert.Equal("b", told.Block);
    }
}
