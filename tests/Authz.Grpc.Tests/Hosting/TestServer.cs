namespace Authz.Grpc.Tests.Hosting;

/// <summary>One host with the test methods, shared by the tests of a class: they keep nothing in it.</summary>
public sealed class TestServer : IAsyncLifetime
{
    private GrpcTestHost? host;

    internal GrpcTestHost Host => host ?? throw new InvalidOperationException("The host has not started.");

    internal TestMethods Methods { get; } = new();

    internal RawCall Call(string method) => new(Host.BaseAddress, method);

    public async ValueTask InitializeAsync() => host = await GrpcTestHost.StartAsync(methods => Methods.AddTo(methods));

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
