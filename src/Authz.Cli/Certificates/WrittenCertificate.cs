namespace Authz.Cli.Certificates;

/// <summary>A certificate as it lies on the disk now.</summary>
/// <param name="IsReused">An authority that was there before.</param>
internal sealed record WrittenCertificate(
    string CertificateFile, string KeyFile, string Identity, DateTimeOffset Until, bool IsReused);
