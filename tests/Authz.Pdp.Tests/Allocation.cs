namespace Authz.Pdp.Tests;

internal static class Allocation
{
    private const int Calls = 200;

    internal delegate void Body();

    /// <summary>Bytes that a warm call allocates on this thread.</summary>
    public static long Of(Body body)
    {
        for (int i = 0; i < Calls; i++)
        {
            body();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            body();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
}
