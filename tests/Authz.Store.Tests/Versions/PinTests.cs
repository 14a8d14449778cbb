namespace Authz.Store.Tests.Versions;

/// <summary>A version that was taken back stays away, whatever the folder holds, until somebody says otherwise.</summary>
public sealed class PinTests : IDisposable
{
    private readonly VersionBench bench = new();

    public PinTests()
    {
        bench.WriteBlock("good");
        bench.StartAndSettle();
        bench.WriteBlock("bad");
        bench.SettleDown();
        bench.RollBack();
    }

    public void Dispose() => bench.Dispose();

    [Fact]
    public void A_rollback_is_in_force_and_the_folder_waits()
    {
        bench.SettleDown();

        Assert.Equal("good", bench.Block);
        Assert.Equal((1L, 3L), (bench.Store.Status.InForce?.Number, bench.Store.Status.InForce?.Epoch));
        Assert.Equal(bench.Repository.State.Find(2)?.Digest, bench.Store.Status.Candidate?.Digest.Hex);
        Assert.Equal(0, bench.Store.Status.Candidate?.ErrorCount);
    }

    [Fact]
    public void A_restart_and_a_touched_file_keep_the_pinned_version()
    {
        bench.Start();
        Assert.Equal("good", bench.Block);

        bench.Touch();
        bench.SettleDown();
        bench.Touch();
        bench.SettleDown();

        Assert.Equal("good", bench.Block);
        Assert.NotNull(bench.Store.Status.Candidate);
        Assert.Equal(3, bench.Repository.State.Active?.Epoch);
        Assert.Single(bench.Log.Lines, static line => line.StartsWith("Warning: the folder holds other policies", StringComparison.Ordinal));
    }

    [Fact]
    public void What_waits_is_known_whichever_is_compiled_first_at_a_start()
    {
        bench.Start(isFollowed: false);
        bench.SettleDown();

        Assert.Equal("good", bench.Block);
        Assert.Equal(DigestOf(2), bench.Store.Status.Candidate?.Digest.Hex);
    }

    [Fact]
    public void A_change_of_the_folder_is_a_candidate_with_its_findings()
    {
        bench.Write(SetOf.BrokenText);
        bench.SettleDown();

        Assert.Equal("good", bench.Block);
        Assert.True(bench.Store.Status.Candidate?.ErrorCount > 0);
        Assert.Null(bench.Store.Status.Refusal);
    }

    [Fact]
    public void The_folder_is_taken_again_after_an_unpin()
    {
        bench.WriteBlock("better");
        bench.SettleDown();
        Assert.Equal("good", bench.Block);

        bench.Unpin();
        Assert.Equal("good", bench.Block);
        bench.SettleDown();

        Assert.Equal("better", bench.Block);
        Assert.Null(bench.Store.Status.Candidate);
        Assert.Equal(5, bench.Store.Status.InForce?.Epoch);
    }

    [Fact]
    public void An_unpin_lasts()
    {
        bench.Unpin();
        bench.StartAndSettle();

        Assert.Equal("bad", bench.Block);
    }

    [Fact]
    public void A_rollback_while_the_folder_compiles_wins()
    {
        bench.Unpin();
        bench.SettleDown();
        Assert.Equal("bad", bench.Block);
        bench.Preparing = _ =>
        {
            bench.Preparing = null;
            bench.Repository.ActivateAsync(new(DigestOf(1), "ministry", "", IsPinned: true), CancellationToken.None).GetAwaiter().GetResult();
        };

        bench.WriteBlock("worse");
        bench.SettleDown();

        Assert.Equal("good", bench.Block);
        bench.SettleDown();
        Assert.Equal(DigestOf(3), bench.Store.Status.Candidate?.Digest.Hex);
    }

    [Fact]
    public void A_pinned_version_that_was_damaged_is_not_replaced_by_what_was_taken_back()
    {
        string content = bench.Repository.State.Find(1)?.Files.Single().Content ?? "";
        File.WriteAllText(Path.Combine(bench.JournalFolder, "objects", content), "{}");

        bench.StartAndSettle();

        Assert.Null(bench.Block);
        Assert.Equal("AZ0733", Assert.Single(bench.Store.Status.Refusal?.Diagnostics ?? []).Id);

        bench.Activate(DigestOf(2));
        Assert.Equal("bad", bench.Block);
    }

    private string DigestOf(long number) => bench.Repository.State.Find(number)?.Digest ?? "";
}
