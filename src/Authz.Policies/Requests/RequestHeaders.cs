namespace Authz.Policies.Requests;

public static class RequestHeaders
{
    /// <summary>By which Envoy says beside a body whether it was cut short; a client's own is replaced or removed.</summary>
    public const string PartialBody = "x-envoy-auth-partial-body";
}
