using System.Runtime.InteropServices;

/// <summary>
/// Loaded by the runtime before a program's own start (<c>DOTNET_STARTUP_HOOKS</c>), so that the allocations of the very
/// service that users run can be read, without an endpoint for it. At each SIGUSR2 it appends a line to the file
/// named by <c>ALLOCATION_PROBE_FILE</c>: bytes allocated since the start, and collections of each generation.
/// </summary>
/// <remarks>Name, visibility and the absence of a namespace are the runtime's contract.</remarks>
internal static class StartupHook
{
    // .NET names only a few signals; a raw number is taken as the system's own. 12 is SIGUSR2 on Linux.
    private const PosixSignal UserSignal2 = (PosixSignal)12;

    private static PosixSignalRegistration? registration;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("ALLOCATION_PROBE_FILE") is { Length: > 0 } file)
        {
            registration = PosixSignalRegistration.Create(UserSignal2, context =>
            {
                context.Cancel = true;
                File.AppendAllText(file, Line());
            });
        }
    }

    private static string Line() =>
        $"{GC.GetTotalAllocatedBytes(precise: true)} {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)}\n";
}
