namespace Authz.Envoy.Tests.Bypass;

/// <summary>What a check says of its peer.</summary>
/// <param name="CertificatePem">Empty: none.</param>
internal sealed record CheckCaller(string Principal, string CertificatePem)
{
    public static CheckCaller None { get; } = new(string.Empty, string.Empty);
}
