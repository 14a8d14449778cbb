using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Authz.Grpc.Tests.Hosting;

namespace Authz.Grpc.Tests.Server;

public sealed class UnaryCallTests
{
    [Fact]
    public async Task An_ok_call_answers_one_message_and_the_status_in_trailers()
    {
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(methods => methods.AddUnary("/test.Test/Echo", Echo));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/test.Test/Echo"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 2, 7, 8]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal([0, 0, 0, 0, 2, 7, 8], body);
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    private static GrpcStatus Echo(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        response.Write(request);
        return GrpcStatus.Ok;
    }
}
