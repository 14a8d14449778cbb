namespace Authz.Testing.Naive;

/// <summary>A request that reached a service: what the rules are asked about.</summary>
/// <param name="Path">Decoded, below the service's base path.</param>
internal sealed record NaiveCall(
    NaiveCaller Caller, NaiveService Service, string Method, string Path, DateTimeOffset Time);
