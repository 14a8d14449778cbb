using System.Buffers;
using Authz.Grpc.Framing;
using Authz.Grpc.Tests.Hosting;

namespace Authz.Grpc.Tests.Framing;

public sealed class MessageFrameTests
{
    private static readonly FrameRules Rules = new(MessageBytesMax: 16, MessageEncoding: "");

    [Fact]
    public void A_message_is_found_however_its_bytes_are_cut_into_segments()
    {
        byte[] frame = RawCall.Frame("hello"u8);
        for (int first = 0; first <= frame.Length; first++)
        {
            for (int second = first; second <= frame.Length; second++)
            {
                ReadOnlySequence<byte> buffer = Segment.SequenceOf(frame[..first], frame[first..second], frame[second..]);

                Assert.Equal(FrameResult.Complete, MessageFrame.TryRead(in buffer, in Rules, out ReadOnlySequence<byte> message, out _));
                Assert.Equal("hello"u8.ToArray(), message.ToArray());
            }
        }
    }

    [Fact]
    public void Every_part_of_a_frame_is_incomplete()
    {
        byte[] frame = RawCall.Frame("hello"u8);
        for (int length = 0; length < frame.Length; length++)
        {
            var buffer = new ReadOnlySequence<byte>(frame, 0, length);

            Assert.Equal(FrameResult.Incomplete, MessageFrame.TryRead(in buffer, in Rules, out _, out _));
            Assert.Equal(FrameResult.Incomplete, MessageFrame.TryReadSingle(in buffer, false, in Rules, out _, out _));
            Assert.Equal(FrameResult.Malformed, MessageFrame.TryReadSingle(in buffer, true, in Rules, out _, out _));
        }
    }

    [Fact]
    public void Only_a_flag_of_zero_is_a_message()
    {
        for (int flag = 0; flag <= byte.MaxValue; flag++)
        {
            var buffer = new ReadOnlySequence<byte>(RawCall.Frame("hello"u8, (byte)flag));
            FrameResult result = MessageFrame.TryRead(in buffer, in Rules, out _, out GrpcStatus fault);

            Assert.Equal(flag == 0 ? FrameResult.Complete : FrameResult.Malformed, result);
            Assert.False(fault.IsOk);
        }
    }

    [Fact]
    public void A_single_message_is_complete_only_once_the_stream_is_half_closed()
    {
        var buffer = new ReadOnlySequence<byte>(RawCall.Frame("hello"u8));

        Assert.Equal(FrameResult.Incomplete, MessageFrame.TryReadSingle(in buffer, false, in Rules, out _, out _));
        Assert.Equal(FrameResult.Complete, MessageFrame.TryReadSingle(in buffer, true, in Rules, out _, out _));
    }
}
