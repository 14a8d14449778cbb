using System.Net;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>A body that leaves in frames of one byte, and ends in a frame of none.</summary>
internal sealed class PiecewiseContent(byte[] body) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (byte octet in body)
        {
            await stream.WriteAsync(new[] { octet });
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
