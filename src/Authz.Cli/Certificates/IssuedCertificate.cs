namespace Authz.Cli.Certificates;

internal sealed record IssuedCertificate(string CertificatePem, string KeyPem, DateTimeOffset Until);
