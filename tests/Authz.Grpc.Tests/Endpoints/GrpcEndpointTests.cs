using System.Net;
using Authz.Grpc.Endpoints;
using Authz.Grpc.Tests.Hosting;

namespace Authz.Grpc.Tests.Endpoints;

public sealed class GrpcEndpointTests
{
    [Theory]
    [InlineData("127.0.0.1:9001")]
    [InlineData("0.0.0.0:0")]
    [InlineData("[::1]:9001")]
    [InlineData("[::]:65535")]
    [InlineData("unix:/run/authz.sock")]
    public void An_endpoint_is_read_and_prints_as_it_was_written(string text)
    {
        Assert.True(GrpcEndpoint.TryParse(text, out GrpcEndpoint? endpoint, out string? error), error);
        Assert.Equal(text, endpoint.ToString());
        Assert.Equal(text.StartsWith("unix:", StringComparison.Ordinal), endpoint.IsUnixSocket);
    }

    [Fact]
    public void The_parts_of_an_address_are_where_they_belong()
    {
        Assert.True(GrpcEndpoint.TryParse("[::1]:9001", out GrpcEndpoint? endpoint, out _));
        Assert.Equal(new IPEndPoint(IPAddress.IPv6Loopback, 9001), endpoint.Address);
    }

    [Fact]
    public void A_socket_may_be_written_as_a_url()
    {
        Assert.True(GrpcEndpoint.TryParse("unix:///run/authz.sock", out GrpcEndpoint? endpoint, out _));
        Assert.Equal("/run/authz.sock", endpoint.SocketPath);
    }

    [Theory]
    [InlineData("", "the port is missing")]
    [InlineData("9001", "the port is missing")]
    [InlineData("127.0.0.1", "the port is missing")]
    [InlineData(":9001", "`` is not an IP address")]
    [InlineData("*:9001", "`*` is not an IP address")]
    [InlineData("localhost:9001", "`localhost` is not an IP address")]
    [InlineData("http://127.0.0.1:9001", "`http://127.0.0.1` is not an IP address")]
    [InlineData("::1:9001", "`::1` is not an IP address")]
    [InlineData("[::1]", "is not an IP address")]
    [InlineData("[127.0.0.1]:9001", "`[127.0.0.1]` is not an IP address")]
    [InlineData("[]:9001", "`[]` is not an IP address")]
    [InlineData("1:9001", "`1` is not an IP address")]
    [InlineData("127.0.0.010:9001", "`127.0.0.010` is not an IP address")]
    [InlineData(" 127.0.0.1:9001", "` 127.0.0.1` is not an IP address")]
    [InlineData("127.0.0.1:", "`` is not a port")]
    [InlineData("127.0.0.1:65536", "`65536` is not a port")]
    [InlineData("127.0.0.1:-1", "`-1` is not a port")]
    [InlineData("127.0.0.1:9001/", "`9001/` is not a port")]
    [InlineData("unix:", "the path of a socket starts with one slash")]
    [InlineData("unix:run/authz.sock", "the path of a socket starts with one slash")]
    [InlineData("unix://run/authz.sock", "the path of a socket starts with one slash")]
    [InlineData("unix:/run/", "the path of a socket starts with one slash")]
    [InlineData("unix:/run/\0", "no zero byte")]
    public void Anything_else_is_refused_with_what_is_wrong_where_and_what_to_write(string text, string error)
    {
        Assert.False(GrpcEndpoint.TryParse(text, out _, out string? message));
        Assert.StartsWith($"endpoint `{text}`: ", message, StringComparison.Ordinal);
        Assert.Contains(error, message, StringComparison.Ordinal);
        Assert.Matches("(write|choose) ", message);
    }

    [Theory]
    [InlineData(107, true)]
    [InlineData(108, false)]
    public void The_path_of_a_socket_has_the_system_s_limit(int length, bool isValid) =>
        Assert.Equal(isValid, GrpcEndpoint.TryParse("unix:/" + new string('s', length - 1), out _, out _));

    [Fact]
    public async Task An_address_that_is_taken_or_not_of_this_machine_stops_the_start_and_is_named()
    {
        await using GrpcTestHost first = await GrpcTestHost.StartAsync(methods => new TestMethods().AddTo(methods));
        foreach (GrpcEndpoint endpoint in new[] { first.Endpoint, GrpcTestHost.EndpointOf("192.0.2.1:9001") })
        {
            var error = await Assert.ThrowsAsync<GrpcEndpointException>(
                () => GrpcTestHost.StartAsync(methods => new TestMethods().AddTo(methods), endpoint));

            Assert.StartsWith($"endpoint `{endpoint}`: cannot listen there", error.Message, StringComparison.Ordinal);
        }
    }
}
