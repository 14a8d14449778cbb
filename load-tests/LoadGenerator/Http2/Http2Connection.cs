using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Authz.LoadGenerator.Answers;

namespace Authz.LoadGenerator.Http2;

/// <summary>
/// One connection of the generator, on a socket that does not block. It is used by one thread, allocates nothing for a call, and
/// does only what gRPC's unary calls need of HTTP/2 (RFC 9113).
/// </summary>
internal sealed class Http2Connection : IDisposable
{
    private const int ReceiveBytes = 256 * 1024;
    private const int OurWindow = 16 * 1024 * 1024;
    private const int InitialWindow = 65_535;
    private const int StreamIdMax = 0x7fff_fff0;

    // RFC 9113, 7: error codes that we send or tell apart.
    private const uint Cancel = 8;
    private const int RefusedStream = 7;

    private readonly Socket socket;
    private readonly RequestHeaders headers;
    private readonly CallEnd callEnds;
    private readonly bool readsVersions;
    private readonly SendBuffer output = new();
    private readonly HpackDecoder decoder = new();
    private readonly byte[] input = new byte[ReceiveBytes];
    private readonly Dictionary<int, CallSlot> calls = [];
    private readonly Queue<int> order = new();
    private byte[] nextHeaders;
    private int inputStart;
    private int inputEnd;
    private int nextStreamId = 1;
    private int streamsMax = 100;
    private int streamWindow = InitialWindow;
    private int serverFrameMax = FrameReader.FrameBytesMax;
    private long sendWindow = InitialWindow;
    private int received;
    private bool isLeaving;

    /// <param name="socket">Connected; becomes this object's.</param>
    /// <param name="readsVersions">Whether anybody asks which version answered.</param>
    public Http2Connection(Socket socket, RequestHeaders headers, bool readsVersions, CallEnd callEnds)
    {
        this.readsVersions = readsVersions;
        this.socket = socket;
        this.headers = headers;
        this.callEnds = callEnds;
        nextHeaders = headers.First;
        socket.Blocking = false;
        output.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        output.WriteHeader(12, FrameType.Settings, 0, 0);
        output.WriteSetting(2, 0);
        output.WriteSetting(4, OurWindow);
        output.WriteHeader(4, FrameType.WindowUpdate, 0, 0);
        output.WriteInt32(OurWindow - InitialWindow);
    }

    public Socket Socket => socket;

    /// <summary>Whether the server has said its settings; before, nothing is sent.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether it can no longer be used at all; the calls on it have been ended.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Takes no more calls: the server said so, or we did.</summary>
    public bool IsLeaving => isLeaving || nextStreamId > StreamIdMax;

    public int InFlight => calls.Count;

    public bool WantsToSend => output.Length > 0;

    /// <summary>What ended it, if something did.</summary>
    public string? Failure { get; private set; }

    public bool CanSend(int frameLength) =>
        IsReady && !IsClosed && !IsLeaving && calls.Count < streamsMax && sendWindow >= frameLength;

    /// <summary>Whether a request of this length can be sent at all, once the server has said its settings.</summary>
    public bool Fits(int frameLength) => frameLength <= Math.Min(streamWindow, InitialWindow);

    public void Leave() => isLeaving = true;

    public void Send(byte[] frame, CallSlot call)
    {
        int id = nextStreamId;
        nextStreamId += 2;
        output.WriteHeader(nextHeaders.Length, FrameType.Headers, FrameFlags.EndHeaders, id);
        output.Write(nextHeaders);
        nextHeaders = nextHeaders == headers.First ? headers.Indexed : nextHeaders == headers.PlainAndNoTable ? headers.Plain : nextHeaders;
        ReadOnlySpan<byte> rest = frame;
        do
        {
            int length = Math.Min(rest.Length, serverFrameMax);
            output.WriteHeader(length, FrameType.Data, length == rest.Length ? FrameFlags.EndStream : (byte)0, id);
            output.Write(rest[..length]);
            rest = rest[length..];
        }
        while (!rest.IsEmpty);
        sendWindow -= frame.Length;
        calls.Add(id, call);
        order.Enqueue(id);
    }

    /// <summary>Sends what waits.</summary>
    public void Flush()
    {
        if (!IsClosed && output.Length > 0 && output.Flush(socket) is var error and not SocketError.Success)
        {
            Close($"the connection broke: {error}");
        }
    }

    /// <summary>Takes what has come, and tells of each call that has ended by it.</summary>
    public void Receive()
    {
        while (!IsClosed)
        {
            int count = socket.Receive(input.AsSpan(inputEnd), SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                return;
            }

            if (error != SocketError.Success || count == 0)
            {
                Close(error == SocketError.Success ? "the server closed the connection" : $"the connection broke: {error}");
                return;
            }

            inputEnd += count;
            bool isAll = inputEnd < input.Length;
            try
            {
                ReadFrames();
            }
            catch (ProtocolException failure)
            {
                Close(failure.Message);
            }

            if (isAll)
            {
                return;
            }
        }
    }

    /// <summary>Gives up calls that were sent at this time or before.</summary>
    public void TimeOut(long sentAtOrBefore)
    {
        while (order.TryPeek(out int id))
        {
            if (calls.TryGetValue(id, out CallSlot call))
            {
                if (call.Sent > sentAtOrBefore)
                {
                    return;
                }

                output.WriteHeader(4, FrameType.ResetStream, 0, id);
                output.WriteInt32(Cancel);
                calls.Remove(id);
                callEnds(in call, CallOutcome.TimedOut, 0);
            }

            order.Dequeue();
        }
    }

    /// <summary>Ends it; the calls on it are lost.</summary>
    public void Close(string? failure)
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        Failure = failure;
        socket.Dispose();
        EndAll(CallOutcome.Lost, aboveId: 0);
    }

    public void Dispose() => Close(null);

    private void EndAll(CallOutcome outcome, int aboveId)
    {
        foreach ((int id, CallSlot call) in calls.Where(call => call.Key > aboveId).ToArray())
        {
            calls.Remove(id);
            callEnds(in call, outcome, 0);
        }
    }

    private void ReadFrames()
    {
        while (!IsClosed)
        {
            ReadOnlySpan<byte> rest = input.AsSpan(inputStart, inputEnd - inputStart);
            int whole = FrameReader.WholeFrames(rest);
            if (whole == 0)
            {
                break;
            }

            inputStart += whole;
            ReadFrame(rest[..whole]);
        }

        input.AsSpan(inputStart, inputEnd - inputStart).CopyTo(input);
        (inputStart, inputEnd) = (0, inputEnd - inputStart);
    }

    private void ReadFrame(ReadOnlySpan<byte> frame)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(frame) >>> 8;
        int id = BinaryPrimitives.ReadInt32BigEndian(frame[5..]) & int.MaxValue;
        byte flags = frame[4];
        ReadOnlySpan<byte> payload = frame.Slice(SendBuffer.FrameHeaderBytes, length);
        switch ((FrameType)frame[3])
        {
            case FrameType.Data:
                NoteData(id, flags, FrameReader.WithoutPadding(payload, flags), length);
                break;
            case FrameType.Headers:
                NoteHeaders(id, flags, FrameReader.HeaderBlockOf(frame, payload, flags));
                break;
            case FrameType.ResetStream:
                End(id, CallOutcome.Reset, BinaryPrimitives.ReadInt32BigEndian(FrameReader.Exactly(payload, 4)));
                break;
            case FrameType.Settings:
                NoteSettings(flags, payload);
                break;
            case FrameType.Ping:
                if ((flags & FrameFlags.Ack) == 0)
                {
                    output.WriteHeader(8, FrameType.Ping, FrameFlags.Ack, 0);
                    output.Write(FrameReader.Exactly(payload, 8));
                }

                break;
            case FrameType.GoAway:
                isLeaving = true;
                EndAll(CallOutcome.Unprocessed, payload.Length >= 8
                    ? BinaryPrimitives.ReadInt32BigEndian(payload) & int.MaxValue
                    : throw new ProtocolException("a GOAWAY is too short"));
                break;
            case FrameType.WindowUpdate:
                // Of a stream: requests fit into the first window whole.
                sendWindow += id == 0 ? BinaryPrimitives.ReadInt32BigEndian(FrameReader.Exactly(payload, 4)) & int.MaxValue : 0;
                break;
            case FrameType.PushPromise or FrameType.Continuation:
                throw new ProtocolException("the server sent a frame that has no place there");
            case FrameType.Priority:
            default:
                break;
        }
    }

    private void NoteData(int id, byte flags, ReadOnlySpan<byte> content, int length)
    {
        received += length;
        if (received > OurWindow / 2)
        {
            output.WriteHeader(4, FrameType.WindowUpdate, 0, 0);
            output.WriteInt32((uint)received);
            received = 0;
        }

        ref CallSlot call = ref CollectionsMarshal.GetValueRefOrNullRef(calls, id);
        if (Unsafe.IsNullRef(ref call))
        {
            // Of a call that was given up.
            return;
        }

        if (content.Length > 0)
        {
            if (call.AnswerBytes > 0)
            {
                call.Pieces = [.. call.Pieces ?? [], .. content];
            }
            else if (!IsWholeAnswer(content))
            {
                call.Pieces = content.ToArray();
            }

            call.AnswerBytes += content.Length;
            ReadOnlySpan<byte> answer = call.Pieces ?? content;
            call.Answer = AnswerReader.Read(answer);
            call.Version = readsVersions ? VersionReader.Read(answer) : default;
        }

        if ((flags & FrameFlags.EndStream) != 0)
        {
            // Without trailers there is no status, and so no success.
            End(id, CallOutcome.Failed, -1);
        }
    }

    private static bool IsWholeAnswer(ReadOnlySpan<byte> content) =>
        content.Length >= 5 && BinaryPrimitives.ReadInt32BigEndian(content[1..]) == content.Length - 5;

    private void NoteHeaders(int id, byte flags, ReadOnlySpan<byte> block)
    {
        // Even for a call that was given up: the table of the connection changes by it.
        ResponseFields fields = decoder.Decode(block);
        ref CallSlot call = ref CollectionsMarshal.GetValueRefOrNullRef(calls, id);
        if (Unsafe.IsNullRef(ref call))
        {
            return;
        }

        call.HttpStatus = call.HttpStatus == 0 ? fields.HttpStatus : call.HttpStatus;
        call.GrpcStatus = fields.GrpcStatus ?? call.GrpcStatus;
        if ((flags & FrameFlags.EndStream) == 0)
        {
            return;
        }

        bool isAnswered = call is { HttpStatus: 200, GrpcStatus: 0, AnswerBytes: > 0 };
        int detail = call.HttpStatus == 200 ? call.GrpcStatus ?? -1 : call.HttpStatus;
        End(id, isAnswered ? CallOutcome.Answered : CallOutcome.Failed, detail);
    }

    private void End(int id, CallOutcome outcome, int detail)
    {
        if (calls.Remove(id, out CallSlot call))
        {
            callEnds(in call, outcome == CallOutcome.Reset && detail == RefusedStream && isLeaving ? CallOutcome.Unprocessed : outcome, detail);
        }

        // Those that ended stand in front of the queue until then.
        while (order.TryPeek(out int oldest) && !calls.ContainsKey(oldest))
        {
            order.Dequeue();
        }
    }

    private void NoteSettings(byte flags, ReadOnlySpan<byte> payload)
    {
        if ((flags & FrameFlags.Ack) != 0)
        {
            return;
        }

        for (; payload.Length >= 6; payload = payload[6..])
        {
            uint value = BinaryPrimitives.ReadUInt32BigEndian(payload[2..]);
            switch (BinaryPrimitives.ReadUInt16BigEndian(payload))
            {
                case 1 when value < HpackDecoder.TableBytesMax:
                    nextHeaders = headers.PlainAndNoTable;
                    break;
                case 3:
                    streamsMax = (int)Math.Min(value, int.MaxValue);
                    break;
                case 4:
                    streamWindow = (int)Math.Min(value, int.MaxValue);
                    break;
                case 5:
                    serverFrameMax = (int)Math.Clamp(value, FrameReader.FrameBytesMax, 1 << 24);
                    break;
                default:
                    break;
            }
        }

        output.WriteHeader(0, FrameType.Settings, FrameFlags.Ack, 0);
        IsReady = true;
    }
}
