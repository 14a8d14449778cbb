using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>A request body that is there, whole, each time it is read.</summary>
internal sealed class ArrivedBody(ReadOnlySequence<byte> body) : PipeReader, IRequestBodyPipeFeature
{
    public PipeReader Reader => this;

    public override bool TryRead(out ReadResult result)
    {
        result = new ReadResult(body, isCanceled: false, isCompleted: true);
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        TryRead(out ReadResult result);
        return ValueTask.FromResult(result);
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
    }

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
