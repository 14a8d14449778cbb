namespace Authz.Grpc.Tests.Hosting;

/// <summary>A clock whose time of day stands still; its timers run.</summary>
internal sealed class StoppedClock(DateTimeOffset time) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => time;
}
