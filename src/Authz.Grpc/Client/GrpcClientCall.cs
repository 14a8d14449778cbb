using System.IO.Pipelines;
using System.Net;
using Authz.Grpc.Framing;

namespace Authz.Grpc.Client;

/// <summary>A call with messages both ways. One read and one write may be under way at a time.</summary>
public sealed class GrpcClientCall : IDisposable
{
    private readonly MessageContent content;
    private readonly CancellationTokenSource source;
    private readonly CancellationToken cancelledByCaller;
    private readonly Task<HttpResponseMessage> answer;
    private MessageReader? messages;
    private GrpcStatus? status;

    internal GrpcClientCall(
        HttpClient http,
        HttpRequestMessage request,
        MessageContent content,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        this.content = content;
        cancelledByCaller = cancellationToken;
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(timeout);
        answer = http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, source.Token);
        answer.ContinueWith(_ => content.Abandon(), CancellationToken.None, TaskContinuationOptions.NotOnRanToCompletion, TaskScheduler.Default);
    }

    /// <summary>The message that the last read brought. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Message => messages?.Message ?? default;

    /// <summary>How the call ended: known once a read said that no message follows.</summary>
    public GrpcStatus Status => status ?? throw new InvalidOperationException("The call has not ended: read until there is no message.");

    /// <summary>Sends a message; false when the call has ended, and a read says how.</summary>
    public async Task<bool> WriteAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            await content.WriteAsync(message, source.Token);
            return true;
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            return false;
        }
    }

    /// <summary>Half-closes the call: no message of ours follows.</summary>
    public void CompleteWriting() => content.Complete();

    /// <summary>Waits for the next message; false when the call has ended, as <see cref="Status"/> says.</summary>
    public Task<bool> ReadAsync() => ReadOneAsync(isSingle: false);

    /// <summary>Waits for the one message of a unary method and the end of its call.</summary>
    public Task<bool> ReadSingleAsync() => ReadOneAsync(isSingle: true);

    /// <summary>Resets the call's stream where it is still open.</summary>
    public void Dispose()
    {
        source.Cancel();
        content.Complete();
        messages?.Dispose();
        if (answer.IsCompletedSuccessfully)
        {
            answer.Result.Dispose();
        }

        source.Dispose();
    }

    private static bool IsEnd(Exception exception) =>
        exception is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException;

    private async Task<bool> ReadOneAsync(bool isSingle)
    {
        if (status is not null)
        {
            return false;
        }

        try
        {
            return await ReadMessageAsync(isSingle);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            status = StatusOf(exception);
            return false;
        }
    }

    private async Task<bool> ReadMessageAsync(bool isSingle)
    {
        HttpResponseMessage response = await answer;
        if (messages is null)
        {
            GrpcStatus? early = StatusReader.FindInHeaders(response);
            if (early is not null || response.StatusCode != HttpStatusCode.OK)
            {
                status = early ?? StatusReader.FromHttp(response.StatusCode);
                return false;
            }

            Stream stream = await response.Content.ReadAsStreamAsync(source.Token);
            messages = new MessageReader(PipeReader.Create(stream), new FrameRules(GrpcClient.MessageBytesMax, ""));
        }

        MessageReadOutcome outcome = await messages.ReadAsync(isSingle, source.Token);
        if (outcome == MessageReadOutcome.Message && !isSingle)
        {
            return true;
        }

        GrpcStatus sent = StatusReader.FindInTrailers(response) ?? StatusReader.FromHttp(response.StatusCode);
        status = sent.IsOk && outcome == MessageReadOutcome.Malformed ? messages.Fault : sent;
        return status is { IsOk: true } && outcome == MessageReadOutcome.Message;
    }

    private GrpcStatus StatusOf(Exception exception)
    {
        if (exception is not OperationCanceledException || !source.IsCancellationRequested)
        {
            return StatusReader.FromException(exception);
        }

        return cancelledByCaller.IsCancellationRequested
            ? new GrpcStatus(GrpcStatusCode.Cancelled, "the call was cancelled here")
            : CallFaults.DeadlineExceeded;
    }
}
