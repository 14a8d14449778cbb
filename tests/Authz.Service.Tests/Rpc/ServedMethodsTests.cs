using Authz.Grpc;
using Authz.Grpc.Client;
using Authz.Testing;
using Envoy.Service.Auth.V3;
using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using Grpc.Reflection.V1;

namespace Authz.Service.Tests.Rpc;

/// <summary>What reflection promises and what the whole service answers are the same.</summary>
public sealed class ServedMethodsTests
{
    public static TheoryData<string> Methods =>
    [
        .. ((FileDescriptor[])
            [
                ExternalAuthReflection.Descriptor,
                HealthReflection.Descriptor,
                ReflectionReflection.Descriptor,
                global::Grpc.Reflection.V1Alpha.ReflectionReflection.Descriptor,
            ])
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .Select(method => $"/{method.Service.FullName}/{method.Name}"),
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Each_method_that_is_told_of_is_served(string method)
    {
        await using RpcHost host = await RpcHost.StartServiceAsync(TestCases.Path("..", "..", "policies"));
        using GrpcClientCall call = host.Open(method);
        await call.WriteAsync(default);
        call.CompleteWriting();

        // An unknown method answers nothing at all.
        Assert.True(await call.ReadAsync());
    }

    [Fact]
    public async Task A_method_that_nobody_told_of_is_not()
    {
        await using RpcHost host = await RpcHost.StartServiceAsync(TestCases.Path("..", "..", "policies"));
        using GrpcClientCall call = host.Open("/grpc.health.v1.Health/Wait");
        call.CompleteWriting();

        Assert.False(await call.ReadAsync());
        Assert.Equal(GrpcStatusCode.Unimplemented, call.Status.Code);
    }
}
