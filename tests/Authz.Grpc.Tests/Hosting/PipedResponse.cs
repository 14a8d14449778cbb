using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>A response that goes into a pipe, with trailers.</summary>
internal sealed class PipedResponse(PipeWriter writer) : IHttpResponseBodyFeature, IHttpResponseTrailersFeature
{
    public Stream Stream => Stream.Null;

    public PipeWriter Writer => writer;

    public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();

    public Task CompleteAsync() => Task.CompletedTask;

    public void DisableBuffering()
    {
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
