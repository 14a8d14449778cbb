using System.Buffers;
using Authz.Grpc.Limits;
using Microsoft.AspNetCore.Connections.Features;

namespace Authz.Grpc.Transport;

/// <summary>
/// What the calls of one connection keep their messages in. A block with an answer comes back when the client's windows have let the
/// answer through, or its call has ended: Kestrel tells neither, so the blocks that are out are what is counted.
/// </summary>
/// <param name="answers">Where those with answers count; none: nowhere.</param>
internal sealed class CallBlocks(BlockPool pool, UntakenAnswers? answers) : MemoryPool<byte>, IMemoryPoolFeature
{
    [ThreadStatic]
    private static bool isAnswering;

    public MemoryPool<byte> MemoryPool => this;

    public override int MaxBufferSize => pool.MaxBufferSize;

    /// <summary>What this thread rents from now on is for the answer of a unary call. Nothing else may run between the two.</summary>
    public static void BeginAnswer() => isAnswering = true;

    public static void EndAnswer() => isAnswering = false;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => pool.Rent(minBufferSize, isAnswering ? answers?.Enter() : null);

    protected override void Dispose(bool disposing)
    {
    }
}
