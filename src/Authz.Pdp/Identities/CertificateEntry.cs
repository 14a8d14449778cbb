namespace Authz.Pdp.Identities;

internal sealed class CertificateEntry(int hash, byte[] encoded, PeerCertificate certificate, CertificateEntry? next)
{
    public int Hash { get; } = hash;

    public byte[] Encoded { get; } = encoded;

    public PeerCertificate Certificate { get; } = certificate;

    public CertificateEntry? Next { get; } = next;
}
