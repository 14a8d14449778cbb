namespace Authz.Policies.Syntax.Values;

/// <summary>Headers that an HTTP message signature may be asked to cover (RFC 9421, section 2.1).</summary>
internal static class SignatureComponent
{
    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string name)
    {
        if (name.StartsWith('@'))
        {
            return "is a derived component and no header; what is always covered is not for a set to say";
        }

        if (!HeaderText.IsToken(name))
        {
            return "is no name of a header";
        }

        if (name.Length > PolicyLimits.CredentialHeaderLengthMax)
        {
            return $"is longer than {PolicyLimits.CredentialHeaderLengthMax} characters";
        }

        string lower = name.ToLowerInvariant();
        return lower is "signature" or "signature-input" ? "is the signature itself" : ReservedHeader.FaultOfChanged(lower);
    }
}
