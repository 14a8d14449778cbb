using Authz.Admin.Administration;
using Authz.Policies.Analysis.Changes;
using Authz.Store.Versions;

namespace Authz.Admin.Tests.Administration;

public sealed class PolicyAdministrationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_compiles_is_kept_once_and_what_does_not_is_told_why()
    {
        using var bench = new AdministrationBench();
        Publication first = await bench.Administration.PublishAsync(PolicyFiles.Block("a"), "ann", "first", Cancellation);
        Publication again = await bench.Administration.PublishAsync(PolicyFiles.Block("a"), "bob", "again", Cancellation);
        Publication broken = await bench.Administration.PublishAsync(PolicyFiles.Set(("a.yaml", PolicyFiles.Broken)), "ann", "", Cancellation);

        Assert.True(first.IsNew);
        Assert.False(again.IsNew);
        Assert.Equal("ann", again.Version?.Note.Author);
        Assert.Null(broken.Version);
        Assert.Contains(broken.Diagnostics, finding => finding.IsError);
        Assert.Single(bench.Administration.State.Versions);
        Assert.Null(bench.Administration.State.Active);
    }

    [Fact]
    public async Task A_set_without_blocks_is_refused()
    {
        using var bench = new AdministrationBench();
        AdministrationException refused = await Assert.ThrowsAsync<AdministrationException>(
            () => bench.Administration.PublishAsync(PolicyFiles.Set(), "ann", "", Cancellation));
        Assert.Equal(Refusal.Invalid, refused.Refusal);
    }

    [Fact]
    public async Task A_version_is_found_by_number_digest_and_state()
    {
        using var bench = new AdministrationBench();
        VersionRecord one = await bench.PublishAsync("a");
        VersionRecord two = await bench.PublishAsync("b");
        await bench.ActivateAsync(two);

        Assert.Equal(one.Digest, bench.Administration.Find("1").Digest);
        Assert.Equal(one.Digest, bench.Administration.Find(one.Digest[..12]).Digest);
        Assert.Equal(one.Digest, bench.Administration.Find(one.Digest).Digest);
        Assert.Equal(two.Digest, bench.Administration.Find("active").Digest);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("7")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("active")]
    [InlineData("0123456789ab")]
    [InlineData("99999999999999999999999999999999")]
    [InlineData("../../etc/passwd")]
    public void What_names_no_version_is_not_found(string reference)
    {
        using var bench = new AdministrationBench();
        AdministrationException refused = Assert.Throws<AdministrationException>(() => bench.Administration.Find(reference));
        Assert.Equal(Refusal.NotFound, refused.Refusal);
    }

    [Fact]
    public async Task With_four_eyes_an_author_alone_brings_nothing_into_force()
    {
        using var bench = new AdministrationBench(new AdministrationOptions { IsFolderAuthor = false, FourEyes = true });
        VersionRecord version = await bench.PublishAsync("a");

        await RefusedAsync(Refusal.NotApproved, () => bench.ActivateAsync(version));
        await RefusedAsync(Refusal.NotApproved, () => bench.ActivateAsync(version, "bob"));
        await RefusedAsync(Refusal.NotApproved, () => bench.Administration.RollbackAsync("1", "ann", "", Cancellation));
        await RefusedAsync(Refusal.OwnVersion, () => bench.Administration.ApproveAsync("1", "ann", "", Cancellation));
        await bench.Administration.ApproveAsync("1", "bob", "read it", Cancellation);
        Activation activation = await bench.ActivateAsync(version);

        Assert.Equal(1, activation.Epoch);
    }

    [Fact]
    public async Task An_approval_is_of_one_content_and_of_no_other()
    {
        using var bench = new AdministrationBench(new AdministrationOptions { IsFolderAuthor = false, FourEyes = true });
        await bench.PublishAsync("a");
        VersionRecord other = await bench.PublishAsync("b");
        await bench.Administration.ApproveAsync("1", "bob", "", Cancellation);

        await RefusedAsync(Refusal.NotApproved, () => bench.ActivateAsync(other));
    }

    [Fact]
    public async Task A_rollback_pins_and_nothing_but_unpinning_or_another_rollback_moves_it()
    {
        using var bench = new AdministrationBench(new AdministrationOptions { IsFolderAuthor = false, FourEyes = true });
        VersionRecord good = await bench.PublishAsync("a");
        VersionRecord bad = await bench.PublishAsync("b");
        await bench.Administration.ApproveAsync("1", "bob", "", Cancellation);
        await bench.Administration.ApproveAsync("2", "bob", "", Cancellation);
        await bench.ActivateAsync(good);
        await bench.ActivateAsync(bad);

        Activation rolledBack = await bench.Administration.RollbackAsync(null, "ann", "leaks", Cancellation);
        Assert.Equal((good.Digest, true), (rolledBack.Digest, rolledBack.IsPinned));
        await RefusedAsync(Refusal.Pinned, () => bench.ActivateAsync(bad));

        Activation unpinned = await bench.Administration.UnpinAsync("ann", "mended", Cancellation);
        Assert.Equal((good.Digest, false, 4L), (unpinned.Digest, unpinned.IsPinned, unpinned.Epoch));
        await RefusedAsync(Refusal.Conflict, () => bench.Administration.UnpinAsync("ann", "", Cancellation));
        await bench.ActivateAsync(bad);
    }

    [Fact]
    public async Task Who_rolls_back_a_second_time_does_not_bring_back_what_was_taken_back()
    {
        using var bench = new AdministrationBench();
        VersionRecord oldest = await bench.PublishAsync("a");
        VersionRecord good = await bench.PublishAsync("b");
        VersionRecord bad = await bench.PublishAsync("c");
        await bench.ActivateAsync(oldest);
        await bench.ActivateAsync(good);
        await bench.ActivateAsync(bad);
        await bench.Administration.RollbackAsync(null, "ann", "", Cancellation);

        await RefusedAsync(Refusal.Pinned, () => bench.Administration.RollbackAsync(null, "bob", "", Cancellation));
        Assert.Equal(good.Digest, bench.Administration.State.Active?.Digest);

        await bench.Administration.UnpinAsync("ann", "", Cancellation);
        Assert.Equal(oldest.Digest, (await bench.Administration.RollbackAsync(null, "bob", "", Cancellation)).Digest);
        await bench.Administration.UnpinAsync("ann", "", Cancellation);
        await RefusedAsync(Refusal.NotFound, () => bench.Administration.RollbackAsync(null, "bob", "", Cancellation));
    }

    [Fact]
    public async Task What_was_chosen_again_and_not_by_a_rollback_goes_back_to_what_was_before_it()
    {
        using var bench = new AdministrationBench();
        VersionRecord one = await bench.PublishAsync("a");
        VersionRecord two = await bench.PublishAsync("b");
        await bench.ActivateAsync(one);
        await bench.ActivateAsync(two);
        await bench.ActivateAsync(one);

        Assert.Equal(two.Digest, (await bench.Administration.RollbackAsync(null, "ann", "", Cancellation)).Digest);
    }

    [Fact]
    public async Task A_lost_race_changes_nothing()
    {
        using var bench = new AdministrationBench();
        VersionRecord one = await bench.PublishAsync("a");
        VersionRecord two = await bench.PublishAsync("b");
        await bench.ActivateAsync(one);

        foreach (long expected in (long[])[0, 2])
        {
            await RefusedAsync(
                Refusal.Conflict, () => bench.Administration.ActivateAsync(new ActivationRequest(two.Digest, "bob", "", expected), Cancellation));
        }

        Assert.Equal(one.Digest, bench.Administration.State.Active?.Digest);
    }

    [Fact]
    public async Task Beside_a_folder_nobody_publishes_but_everybody_can_take_back()
    {
        using var bench = new AdministrationBench(new AdministrationOptions { IsFolderAuthor = true });
        foreach (string name in (string[])["a", "b"])
        {
            VersionRecord version = await bench.Repository.AddAsync(
                new NewVersion(PolicyFiles.Block(name), new VersionNote("folder", ""), null, []), Cancellation);
            await bench.Repository.ActivateAsync(new ActivationOrder(version.Digest, "folder", "", false), Cancellation);
        }

        await RefusedAsync(Refusal.FolderIsAuthor, () => bench.PublishAsync("c"));
        await RefusedAsync(Refusal.FolderIsAuthor, () => bench.ActivateAsync(bench.Administration.Find("1")));
        await RefusedAsync(Refusal.FolderIsAuthor, () => bench.Administration.ApproveAsync("1", "bob", "", Cancellation));
        Assert.True((await bench.Administration.RollbackAsync("1", "ann", "", Cancellation)).IsPinned);
        Assert.False((await bench.Administration.UnpinAsync("ann", "", Cancellation)).IsPinned);
        Revocation revocation = (await bench.Administration.RevokeAsync(new RevocationOrder("a", "*", "ann", ""), unknownToo: false, Cancellation)).Revocation;
        await bench.Administration.LiftAsync(revocation.Id, "ann", "", Cancellation);
        Assert.Empty(bench.Administration.State.Revocations);
    }

    [Theory]
    [InlineData("portl", "registry/data", "portal")]
    [InlineData("portal", "registry/dta", "registry/data")]
    public async Task A_revocation_that_would_deny_nothing_is_refused(string from, string to, string meant)
    {
        using var bench = new AdministrationBench();
        await bench.Administration.PublishAsync(PolicyFiles.Access("allow"), "ann", "", Cancellation);
        await bench.ActivateAsync(bench.Administration.Find("1"));
        AdministrationException refused = await Assert.ThrowsAsync<AdministrationException>(
            () => bench.Administration.RevokeAsync(new RevocationOrder(from, to, "ann", ""), unknownToo: false, Cancellation));
        Assert.Contains($"did you mean `{meant}`", refused.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Administration.State.Revocations);
    }

    [Theory]
    [InlineData(true, "portl", "did you mean `portal`")]
    [InlineData(true, "portal", null)]
    [InlineData(false, "portl", "were not looked up")]
    public async Task A_name_for_a_version_to_come_is_revoked_if_it_is_said_so_and_any_where_none_can_be_read(bool follows, string from, string? told)
    {
        using var bench = new AdministrationBench { Follows = follows };
        await bench.Administration.PublishAsync(PolicyFiles.Access("allow"), "ann", "", Cancellation);
        await bench.ActivateAsync(bench.Administration.Find("1"));
        RevocationOutcome outcome = await bench.Administration.RevokeAsync(new RevocationOrder(from, "*", "ann", ""), unknownToo: follows, Cancellation);
        Assert.Equal(told is null, outcome.Problem is null);
        Assert.Contains(told ?? "", outcome.Problem ?? "", StringComparison.Ordinal);
        Assert.Equal(outcome.Revocation, Assert.Single(bench.Administration.State.Revocations));
    }

    [Fact]
    public async Task What_is_not_in_effect_is_not_lifted()
    {
        using var bench = new AdministrationBench();
        await RefusedAsync(Refusal.NotFound, () => bench.Administration.LiftAsync(1, "ann", "", Cancellation));
    }

    [Theory]
    [InlineData("forged\nby\u0000me", true)]
    [InlineData("\u001b[2J", true)]
    [InlineData("two\nlines", false)]
    public async Task A_reason_cannot_move_a_terminal(string reason, bool isRefused)
    {
        using var bench = new AdministrationBench();
        Task<RevocationOutcome> Revoke() => bench.Administration.RevokeAsync(new RevocationOrder("a", "*", "ann", reason), unknownToo: false, Cancellation);
        if (isRefused)
        {
            await RefusedAsync(Refusal.Invalid, Revoke);
        }
        else
        {
            Assert.Equal(reason, (await Revoke()).Revocation.Reason);
        }
    }

    [Fact]
    public async Task Two_versions_are_compared_as_text_and_by_rights()
    {
        using var bench = new AdministrationBench();
        await bench.Administration.PublishAsync(PolicyFiles.Access("deny"), "ann", "", Cancellation);
        await bench.Administration.PublishAsync(PolicyFiles.Block("portal"), "ann", "", Cancellation);

        VersionComparison comparison = await bench.Administration.CompareAsync("1", "2", Cancellation);
        (PolicyChanges changes, RightsComparison rights) = await bench.Administration.ChangesAsync(comparison, Cancellation);

        string text = comparison.ToText();
        Assert.Contains("--- a/access.yaml\n+++ /dev/null\n", text, StringComparison.Ordinal);
        Assert.Contains("-kind: AccessPolicy\n", text, StringComparison.Ordinal);
        Assert.Contains("--- /dev/null\n+++ b/portal.yaml\n", text, StringComparison.Ordinal);
        Assert.Equal("registry/data", Assert.Single(changes.Services).Service);
        Assert.Empty(rights.Changes);
    }

    [Fact]
    public async Task Who_waits_hears_when_every_replica_has_it_or_which_has_not()
    {
        using var bench = new AdministrationBench { Follows = false };
        VersionRecord version = await bench.PublishAsync("a");
        await bench.ActivateAsync(version);

        Replication late = await bench.Administration.WaitAsync("1", TimeSpan.Zero, Cancellation);
        Task<Replication> waiting = bench.Administration.WaitAsync("1", TimeSpan.FromMinutes(1), Cancellation);
        await bench.Clock.WhenTimerIsDueInAsync(PolicyAdministration.ReplicaPoll);
        bench.Follows = true;
        bench.Clock.Advance(PolicyAdministration.ReplicaPoll);

        Assert.Equal(["here"], late.Missing);
        Assert.False(late.IsEverywhere);
        Assert.True((await waiting).IsEverywhere);
    }

    private static async Task RefusedAsync(Refusal refusal, Func<Task> act) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<AdministrationException>(act)).Refusal);
}
