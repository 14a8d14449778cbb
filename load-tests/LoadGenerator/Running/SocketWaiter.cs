using System.Net.Sockets;
using System.Runtime.InteropServices;
using Authz.LoadGenerator.Http2;

namespace Authz.LoadGenerator.Running;

/// <summary>
/// Waits until a socket is ready or it is time for the next request. On Linux by ppoll, which waits for parts of a millisecond: at
/// 5,000 requests a second a whole one would send five at once. Elsewhere by whole milliseconds.
/// </summary>
internal sealed class SocketWaiter
{
    private const short ReadyToRead = 1;
    private const short ReadyToWrite = 4;
    private const int SetTimerSlack = 29;

    private PollEntry[] entries = new PollEntry[16];

    /// <summary>For the calling thread: the kernel wakes it when it said, and not up to 50 µs later to save power.</summary>
    public static void BePunctual()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = PrCtl(SetTimerSlack, 1, 0, 0, 0);
        }
    }

    /// <summary>Whether the connection at this place of the last wait may have something to receive.</summary>
    public bool IsReadable(int place) => !OperatingSystem.IsLinux() || entries[place].ReturnedEvents != 0;

    public void Wait(IReadOnlyList<Http2Connection> connections, TimeSpan timeout)
    {
        if (!OperatingSystem.IsLinux())
        {
            WaitBySelect(connections, timeout);
            return;
        }

        if (entries.Length < connections.Count)
        {
            entries = new PollEntry[connections.Count * 2];
        }

        for (int i = 0; i < connections.Count; i++)
        {
            short events = (short)(ReadyToRead | (connections[i].WantsToSend ? ReadyToWrite : 0));
            entries[i] = new PollEntry { Descriptor = (int)connections[i].Socket.Handle, Events = events };
        }

        var time = new TimeSpecification { Seconds = (nint)(timeout.Ticks / TimeSpan.TicksPerSecond), Nanoseconds = (nint)(timeout.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick) };
        _ = Poll(entries, (nuint)connections.Count, in time, 0);
    }

    private static void WaitBySelect(IReadOnlyList<Http2Connection> connections, TimeSpan timeout)
    {
        if (connections.Count == 0)
        {
            Thread.Sleep(timeout);
            return;
        }

        List<Socket> readers = [.. connections.Select(connection => connection.Socket)];
        List<Socket> writers = [.. connections.Where(connection => connection.WantsToSend).Select(connection => connection.Socket)];
        Socket.Select(readers, writers, null, timeout);
    }

    [DllImport("libc", EntryPoint = "ppoll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll([In, Out] PollEntry[] entries, nuint count, in TimeSpecification timeout, nint signals);

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int PrCtl(int option, nuint value, nuint third, nuint fourth, nuint fifth);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short ReturnedEvents;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
