using System.Net;

namespace Authz.Admin.Tests.Http;

/// <summary>A body that begins, and goes on when the test says so.</summary>
internal sealed class HeldBody : HttpContent
{
    private readonly TaskCompletionSource rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HeldBody() => Headers.TryAddWithoutValidation("Content-Type", "application/json");

    public void Release() => rest.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync("{"u8.ToArray(), TestContext.Current.CancellationToken);
        await stream.FlushAsync(TestContext.Current.CancellationToken);
        await rest.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stream.WriteAsync("}"u8.ToArray(), TestContext.Current.CancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
