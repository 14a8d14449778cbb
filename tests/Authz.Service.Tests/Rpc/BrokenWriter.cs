using System.Buffers;

namespace Authz.Service.Tests.Rpc;

/// <summary>A response that takes nothing.</summary>
internal sealed class BrokenWriter : IBufferWriter<byte>
{
    public void Advance(int count) => throw new InvalidOperationException("nothing was asked for");

    public Memory<byte> GetMemory(int sizeHint = 0) => throw new InvalidOperationException("no room");

    public Span<byte> GetSpan(int sizeHint = 0) => throw new InvalidOperationException("no room");
}
