using System.Runtime.CompilerServices;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Testing;
using Authz.Testing.Logging;

namespace Authz.Store.Tests;

/// <summary>A reload costs the memory of two versions for a moment, and not of one more for ever.</summary>
public sealed class ReplacedVersionTests
{
    private readonly PolicyStore<ServedVersion> store = new(
        ServedVersion.Of, sources => PolicyCompilation.Run(sources, new CompilationOptions()), new ManualTimeProvider(), new RecordingLogger());

    [Fact]
    public void A_replaced_version_is_freed_with_all_that_was_made_for_it()
    {
        WeakReference[] replaced = OfferAndWatch("births");
        store.Offer(SetOf.Block("deaths"));

        AssertFreed(replaced);
        Assert.Equal("deaths", store.InForce?.Block);
    }

    [Fact]
    public void A_refused_set_keeps_nothing_of_itself_but_what_is_said_of_it()
    {
        store.Offer(SetOf.Block("births"));
        WeakReference[] refused = RefuseAndWatch();

        AssertFreed(refused);
        Assert.Equal(1, store.Status.Refusal?.ErrorCount);
    }

    // What a method has on its stack lives until it returns: what is watched is never a local of the test.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference[] OfferAndWatch(string block)
    {
        SourceSet sources = SetOf.Block(block);
        store.Offer(sources);
        Assert.NotNull(store.InForce);
        PolicyVersion version = store.InForce.Version;
        return [new(store.InForce), new(version), new(version.Policies), new(version.Tree), new(sources)];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference[] RefuseAndWatch()
    {
        SourceSet sources = SetOf.Broken();
        store.Offer(sources);
        return [new(sources)];
    }

    private static void AssertFreed(WeakReference[] watched)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.All(watched, static reference => Assert.False(reference.IsAlive));
    }
}
