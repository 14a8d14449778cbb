namespace Authz.Pdp.Identities.Signatures;

/// <summary>A shared secret as it is at hand now: whoever reads its file replaces it whole.</summary>
public sealed class SecretSlot
{
    private volatile byte[]? secret;

    /// <summary>Null: it could not be read, and no signature by it is valid.</summary>
    public byte[]? Secret
    {
        get => secret;
        set => secret = value;
    }
}
