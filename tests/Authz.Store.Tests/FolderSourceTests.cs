using Authz.Testing;
using Authz.Testing.Logging;

namespace Authz.Store.Tests;

public sealed class FolderSourceTests : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder folder = new();
    private readonly PolicyStore<ServedVersion> store = new(
        ServedVersion.Of, SetCompiler.Compile, new ManualTimeProvider(), new RecordingLogger());
    private TimeSpan now;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_set_is_in_force_after_it_has_settled()
    {
        WriteBlock("births");
        FolderSource source = Source(LockMode.WhenPresent);

        Assert.Equal(new FolderStep(IsSettling: true, Settle), source.Step(now));
        Assert.Null(store.InForce);

        now += Settle;
        Assert.Equal(new FolderStep(IsSettling: false, Poll), source.Step(now));
        Assert.Equal("births", store.InForce?.Block);
    }

    [Fact]
    public void A_changed_set_replaces_the_old_one()
    {
        FolderSource source = InForce("births");

        folder.Delete("births.yaml");
        WriteBlock("deaths");
        SettleDown(source);

        Assert.Equal("deaths", store.InForce?.Block);
    }

    [Fact]
    public void A_file_that_was_only_touched_is_no_change()
    {
        FolderSource source = InForce("births");

        File.SetLastWriteTimeUtc(folder.At("births.yaml"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.False(source.Step(now).IsSettling);
        Assert.Equal(1, store.InForce?.Version.Number);
    }

    [Fact]
    public void A_set_that_does_not_compile_is_refused_once_and_the_old_one_stays()
    {
        FolderSource source = InForce("births");

        folder.Write("broken.yaml", SetOf.BrokenText);
        SettleDown(source);
        PolicyRefusal? refusal = store.Status.Refusal;
        SettleDown(source);

        Assert.NotNull(refusal);
        Assert.Same(refusal, store.Status.Refusal);
        Assert.Equal("births", store.InForce?.Block);
    }

    [Fact]
    public void A_checkout_that_keeps_moving_is_never_taken()
    {
        FolderSource source = InForce("births");

        foreach (string next in (string[])["a", "b", "c"])
        {
            WriteBlock(next);
            now += Settle;
            Assert.True(source.Step(now).IsSettling);
        }

        Assert.Equal(1, store.InForce?.Version.Number);
    }

    [Fact]
    public void A_checkout_that_stopped_half_way_is_refused_by_its_lock_and_taken_when_complete()
    {
        FolderSource source = InForce("births");

        // The new set replaces births by deaths; its lock arrives first, and then the disk is full.
        folder.Write("policies.lock", PolicyLock.Write(SetOf.Block("deaths")));
        folder.Delete("births.yaml").Write("deaths.yaml", SetOf.BlockText("deaths")[..40]);
        SettleDown(source);

        Assert.Equal("births", store.InForce?.Block);
        Assert.Equal(["AZ0723"], RefusalIds());

        WriteBlock("deaths");
        SettleDown(source);

        Assert.Equal("deaths", store.InForce?.Block);
        Assert.Null(store.Status.Refusal);
    }

    [Fact]
    public void With_its_deny_file_gone_nothing_goes_live()
    {
        WriteBlock("births");
        folder.Write("policies.lock", PolicyLock.Write(SetOf.Files(
            ("births.yaml", SetOf.BlockText("births")), ("deny.yaml", "kind: AccessPolicy\n"))));

        SettleDown(Source(LockMode.WhenPresent));

        Assert.Null(store.InForce);
        Assert.Equal(["AZ0724"], RefusalIds());
    }

    [Fact]
    public void Where_a_lock_is_required_a_folder_without_one_is_refused()
    {
        WriteBlock("births");
        FolderSource source = Source(LockMode.Required);

        SettleDown(source);
        Assert.Null(store.InForce);
        Assert.Equal(["AZ0720"], RefusalIds());

        folder.Write("policies.lock", PolicyLock.Write(SetOf.Block("births")));
        SettleDown(source);
        Assert.Equal("births", store.InForce?.Block);
    }

    [Fact]
    public void A_ConfigMap_swap_is_followed()
    {
        folder.Write("..1/births.yaml", SetOf.BlockText("births")).Write("..2/deaths.yaml", SetOf.BlockText("deaths"))
            .Link("..data", "..1").Link("births.yaml", "..data/births.yaml");
        FolderSource source = Source(LockMode.WhenPresent);
        SettleDown(source);
        Assert.Equal("births", store.InForce?.Block);

        // Between the swap and the new link the old link leads nowhere: broken, not empty.
        folder.SwapLink("..data", "..2");
        SettleDown(source);
        Assert.Equal("births", store.InForce?.Block);
        Assert.Equal(["AZ0703"], RefusalIds());

        folder.Delete("births.yaml").Link("deaths.yaml", "..data/deaths.yaml");
        SettleDown(source);
        Assert.Equal("deaths", store.InForce?.Block);
    }

    [Fact]
    public void A_link_to_the_whole_folder_may_be_moved()
    {
        folder.Write("v1/births.yaml", SetOf.BlockText("births")).Write("v2/deaths.yaml", SetOf.BlockText("deaths"))
            .Link("current", "v1");
        FolderSource source = Source(LockMode.WhenPresent, "current");
        SettleDown(source);

        folder.SwapLink("current", "v2");
        SettleDown(source);

        Assert.Equal("deaths", store.InForce?.Block);
    }

    [Fact]
    public void A_folder_that_vanishes_or_empties_leaves_the_version_in_force()
    {
        folder.Write("policies/births.yaml", SetOf.BlockText("births"));
        FolderSource source = Source(LockMode.WhenPresent, "policies");
        SettleDown(source);

        folder.Delete("policies/births.yaml");
        SettleDown(source);
        Assert.Equal(["AZ0701"], RefusalIds());

        Directory.Delete(folder.At("policies"));
        SettleDown(source);
        Assert.Equal(["AZ0700"], RefusalIds());

        Assert.Equal("births", store.InForce?.Block);
    }

    [Fact]
    public void A_folder_that_comes_late_is_taken()
    {
        FolderSource source = Source(LockMode.WhenPresent, "policies");
        SettleDown(source);
        Assert.Equal(["AZ0700"], RefusalIds());

        folder.Write("policies/births.yaml", SetOf.BlockText("births"));
        SettleDown(source);

        Assert.Equal("births", store.InForce?.Block);
        Assert.Null(store.Status.Refusal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_refuses_the_whole_set()
    {
        FolderSource source = InForce("births");

        WriteBlock("deaths");
        Directory.CreateDirectory(folder.At("deny.yaml"));
        SettleDown(source);

        Assert.Equal("births", store.InForce?.Block);
        Assert.Equal(["AZ0706"], RefusalIds());
    }

    [Fact]
    public void Back_to_the_version_in_force_ends_the_refusal()
    {
        FolderSource source = InForce("births");
        folder.Write("broken.yaml", SetOf.BrokenText);
        SettleDown(source);

        folder.Delete("broken.yaml");
        SettleDown(source);

        Assert.Null(store.Status.Refusal);
        Assert.Equal(1, store.InForce?.Version.Number);
    }

    private FolderSource InForce(string block)
    {
        WriteBlock(block);
        FolderSource source = Source(LockMode.WhenPresent);
        SettleDown(source);
        Assert.Equal(block, store.InForce?.Block);
        return source;
    }

    private void SettleDown(FolderSource source)
    {
        source.Step(now);
        now += Settle;
        source.Step(now);
    }

    private void WriteBlock(string name) => folder.Write($"{name}.yaml", SetOf.BlockText(name));

    private IEnumerable<string>? RefusalIds() => store.Status.Refusal?.Diagnostics.Select(static fault => fault.Id);

    private FolderSource Source(LockMode mode, string path = "") =>
        new(new FolderSourceOptions { Folder = folder.At(path), Settle = Settle, Poll = Poll, Lock = mode }, store);
}
