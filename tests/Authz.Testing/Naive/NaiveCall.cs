namespace Authz.Testing.Naive;

/// <summary>A request that reached a service: what the rules are asked about.</summary>
/// <param name="Path">Decoded, below the service's base path.</param>
internal sealed record NaiveCall(NaiveRequest Request, NaiveService Service, string Path)
{
    public NaiveCaller Caller => Request.Caller;

    public string Method => Request.Method;

    public DateTimeOffset Time => Request.Time;
}
