using System.Buffers.Binary;
using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>How much DATA the service still takes (RFC 9113, 5.2), by what it has said so far.</summary>
internal sealed class SendWindows
{
    private const int Standard = 65_535;
    private const ushort InitialWindowSize = 4;
    private const int SettingBytes = 6;

    private readonly Lock gate = new();
    private readonly Dictionary<int, long> streams = [];
    private readonly HashSet<int> ended = [];
    private long connection = Standard;
    private long initial = Standard;
    private bool isClosed;
    private TaskCompletionSource changed = New();

    public void Note(ReceivedFrame frame)
    {
        lock (gate)
        {
            switch (frame.Type)
            {
                case Http2Frames.Settings when (frame.Flags & Http2Frames.Ack) == 0:
                    NoteSettingsNeedsLock(frame.Payload);
                    break;
                case Http2Frames.WindowUpdate when frame.StreamId == 0:
                    connection += BinaryPrimitives.ReadUInt32BigEndian(frame.Payload);
                    break;
                case Http2Frames.WindowUpdate:
                    streams[frame.StreamId] = streams.GetValueOrDefault(frame.StreamId) + BinaryPrimitives.ReadUInt32BigEndian(frame.Payload);
                    break;
                case Http2Frames.ResetStream:
                    ended.Add(frame.StreamId);
                    break;
            }

            SignalNeedsLock();
        }
    }

    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            SignalNeedsLock();
        }
    }

    /// <summary>Waits until some may be sent, and takes it; zero if none ever may be.</summary>
    public async Task<int> TakeAsync(int streamId, int wanted)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (isClosed || ended.Contains(streamId))
                {
                    return 0;
                }

                long used = streams.GetValueOrDefault(streamId);
                int granted = (int)Math.Min(wanted, Math.Min(connection, initial + used));
                if (granted > 0)
                {
                    connection -= granted;
                    streams[streamId] = used - granted;
                    return granted;
                }

                next = changed.Task;
            }

            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void NoteSettingsNeedsLock(ReadOnlySpan<byte> settings)
    {
        for (; settings.Length >= SettingBytes; settings = settings[SettingBytes..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(settings) == InitialWindowSize)
            {
                initial = BinaryPrimitives.ReadUInt32BigEndian(settings[2..]);
            }
        }
    }

    private void SignalNeedsLock()
    {
        changed.TrySetResult();
        changed = New();
    }
}
