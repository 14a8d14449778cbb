namespace Authz.Store.Tests;

/// <summary>Collections of others are counted too, so that only those that are missing can be told.</summary>
public sealed class ReloadPaceTests
{
    [Fact]
    public void After_each_portion_there_is_a_collection()
    {
        var pace = new ReloadPace();
        pace.Rest();
        int before = GC.CollectionCount(1);

        for (int portion = 0; portion < 3; portion++)
        {
            GC.KeepAlive(new byte[ReloadPace.PortionBytes]);
            pace.Rest();
        }

        Assert.True(GC.CollectionCount(1) >= before + 3);
    }

    [Fact]
    public void Within_a_portion_it_costs_nothing()
    {
        var pace = new ReloadPace();
        pace.Rest();
        long before = GC.GetAllocatedBytesForCurrentThread();

        // So many collections with their pauses would take most of a minute.
        for (int step = 0; step < 5000; step++)
        {
            pace.Rest();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
