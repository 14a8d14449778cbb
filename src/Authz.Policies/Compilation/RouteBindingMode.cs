namespace Authz.Policies.Compilation;

/// <summary>What a route without `authz.service` means. INVARIANT: zero is the strict one.</summary>
public enum RouteBindingMode : byte
{
    /// <summary>Denied: Envoy might forward to another service than the one that was judged.</summary>
    Required = 0,

    /// <summary>Taken as it is; a binding that is sent must still agree.</summary>
    WhenPresent = 1,
}
