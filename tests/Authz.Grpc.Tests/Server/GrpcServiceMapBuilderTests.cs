using System.Buffers;
using Authz.Grpc.Server;

namespace Authz.Grpc.Tests.Server;

public sealed class GrpcServiceMapBuilderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("test.Test/Echo")]
    [InlineData("/test.Test")]
    [InlineData("/test.Test/")]
    [InlineData("//Echo")]
    [InlineData("/test.Test/Echo/More")]
    public void A_name_that_is_not_of_a_method_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new GrpcServiceMapBuilder().AddUnary(name, Answer));

    [Fact]
    public void A_method_added_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            new GrpcServiceMapBuilder().AddUnary("/test.Test/Echo", Answer).AddDuplex("/test.Test/Echo", _ => Task.FromResult(GrpcStatus.Ok)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_below_one_byte_is_refused(int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrpcServiceMapBuilder().AddUnary("/test.Test/Echo", Answer, limit));

    [Fact]
    public void The_names_of_the_services_are_known()
    {
        GrpcServiceMap map = new GrpcServiceMapBuilder()
            .AddUnary("/b.Second/One", Answer)
            .AddUnary("/b.Second/Two", Answer)
            .AddUnary("/a.First/One", Answer)
            .Build();

        Assert.Equal(["a.First", "b.Second"], map.ServiceNames);
    }

    private static GrpcStatus Answer(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response) => GrpcStatus.Ok;
}
