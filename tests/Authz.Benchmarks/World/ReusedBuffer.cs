using System.Buffers;

namespace Authz.Benchmarks.World;

/// <summary>Where answers are written, one over the other.</summary>
internal sealed class ReusedBuffer : IBufferWriter<byte>
{
    private readonly byte[] bytes = new byte[16 * 1024];
    private int written;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, written);

    public void Reset() => written = 0;

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => bytes.AsMemory(written);

    public Span<byte> GetSpan(int sizeHint = 0) => bytes.AsSpan(written);
}
