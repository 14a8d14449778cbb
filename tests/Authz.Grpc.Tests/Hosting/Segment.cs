using System.Buffers;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>One part of a sequence that is cut by hand.</summary>
internal sealed class Segment : ReadOnlySequenceSegment<byte>
{
    private Segment(byte[] bytes, Segment? before)
    {
        Memory = bytes;
        if (before is not null)
        {
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }

    public static ReadOnlySequence<byte> SequenceOf(params byte[][] parts)
    {
        var first = new Segment(parts[0], null);
        Segment last = parts[1..].Aggregate(first, (before, part) => new Segment(part, before));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
