namespace Authz.Policies.Syntax;

public enum ServiceProtocol : byte
{
    Http = 0,

    /// <summary>Connections that Envoy forwards without reading them: found by the SNI of their TLS hello.</summary>
    Tcp = 1,
}
