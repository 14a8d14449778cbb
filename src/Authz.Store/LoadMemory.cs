namespace Authz.Store;

/// <summary>
/// Gives the garbage of a load back to the machine: reading and compiling leave many times what is kept of them, and checks
/// allocate too little for the collector to come by itself.
/// </summary>
internal static class LoadMemory
{
    /// <summary>Below it there is nothing to gain: a small set would only start later.</summary>
    public const long WorthBytes = 8 * 1024 * 1024;

    /// <summary>Stops every thread, so it is for the first version alone: nobody is served before it.</summary>
    public static void GiveBackOfFirst()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) >= WorthBytes)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
