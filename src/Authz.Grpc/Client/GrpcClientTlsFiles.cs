namespace Authz.Grpc.Client;

/// <summary>The PEM files of a client that uses TLS.</summary>
/// <param name="ServerCaPath">The authorities that the server's certificate is verified against, and no others.</param>
/// <param name="ServerName">The name that the server's certificate must carry, whatever address is connected to.</param>
public sealed record GrpcClientTlsFiles(string ServerCaPath, string ServerName)
{
    /// <summary>The client's own certificate, if it presents one.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The key of <see cref="CertificatePath"/>.</summary>
    public string? KeyPath { get; init; }
}
