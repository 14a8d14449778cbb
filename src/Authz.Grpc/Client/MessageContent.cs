using System.Net;
using System.Net.Http.Headers;
using Authz.Grpc.Framing;

namespace Authz.Grpc.Client;

/// <summary>The body of a call: one message that is known from the start, or messages until it is completed.</summary>
internal sealed class MessageContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly byte[]? onlyFrame;

    public MessageContent() => Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

    public MessageContent(ReadOnlyMemory<byte> onlyMessage)
        : this() =>
        onlyFrame = Frame(onlyMessage);

    /// <summary>Waits until the stream is there, which is when the request's headers have been sent.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        Stream stream = await opened.Task.WaitAsync(cancellationToken);
        await stream.WriteAsync(Frame(message), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Half-closes the call.</summary>
    public void Complete() => completed.TrySetResult();

    /// <summary>Lets a writer go that waits for a stream which never came.</summary>
    public void Abandon()
    {
        opened.TrySetException(new IOException("The call ended before its stream was open."));
        completed.TrySetResult();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (onlyFrame is not null)
        {
            await stream.WriteAsync(onlyFrame, cancellationToken);
            return;
        }

        // The headers leave now, so that a server can answer before the first message.
        await stream.FlushAsync(cancellationToken);
        opened.TrySetResult(stream);

        // Cancelled, it just ends: the handler then fails with what it was cancelled for, such as the code of a reset.
        using CancellationTokenRegistration cancelled = cancellationToken.UnsafeRegister(_ => completed.TrySetResult(), null);
        await completed.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private static byte[] Frame(ReadOnlyMemory<byte> message)
    {
        byte[] frame = new byte[MessageFrame.PrefixBytes + message.Length];
        MessageFrame.WritePrefix(frame, message.Length);
        message.CopyTo(frame.AsMemory(MessageFrame.PrefixBytes));
        return frame;
    }
}
