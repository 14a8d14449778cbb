namespace Authz.Admin.Tests;

/// <summary>One API for the tests of a class that change nothing.</summary>
public sealed class SharedApi : IAsyncLifetime
{
    private ApiBench? bench;

    internal ApiBench Bench => bench ?? throw new InvalidOperationException("the API is not started yet");

    public async ValueTask InitializeAsync() => bench = await ApiBench.StartAsync();

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
