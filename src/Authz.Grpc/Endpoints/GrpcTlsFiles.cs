namespace Authz.Grpc.Endpoints;

/// <summary>The PEM files of an endpoint with TLS.</summary>
/// <param name="CertificatePath">The server's certificate, followed by the intermediates that it sends along.</param>
/// <param name="KeyPath">Its private key, not encrypted.</param>
public sealed record GrpcTlsFiles(string CertificatePath, string KeyPath)
{
    /// <summary>The authorities that client certificates are verified against, and no others; none: clients are not asked for one.</summary>
    public string? ClientCaPath { get; init; }

    /// <summary>Whether a client without a certificate is refused. Means nothing without <see cref="ClientCaPath"/>.</summary>
    public bool IsClientCertificateRequired { get; init; } = true;
}
