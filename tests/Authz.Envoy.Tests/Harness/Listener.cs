namespace Authz.Envoy.Tests.Harness;

/// <summary>A listener of a security server.</summary>
/// <param name="ServerName">Asked for in the handshake, whatever the request names; its block has to answer.</param>
/// <param name="IsPlain">Without TLS: a sidecar's, for its own application.</param>
internal sealed record Listener(int Port, string ServerName, bool IsPlain = false);
