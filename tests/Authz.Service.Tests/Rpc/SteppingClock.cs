namespace Authz.Service.Tests.Rpc;

/// <summary>A clock that goes on by one step each time that it is read.</summary>
internal sealed class SteppingClock(DateTimeOffset start, TimeSpan step) : TimeProvider
{
    public int Reads { get; private set; }

    public override DateTimeOffset GetUtcNow() => start + (Reads++ * step);
}
