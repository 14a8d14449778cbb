namespace Authz.Pdp.Identities.Tokens;

/// <summary>A token whose signature was good: made for that issuer, with that generation of keys, and with no other.</summary>
internal sealed class VerifiedToken(string issuer, ReadOnlyMemory<byte> generation, TokenVerdict verdict)
{
    private volatile TokenVerdict verdict = verdict;

    /// <summary>By the version that asked last.</summary>
    public TokenVerdict Verdict
    {
        get => verdict;
        set => verdict = value;
    }

    public bool IsBy(string other, TokenKeySet keys) =>
        string.Equals(issuer, other, StringComparison.Ordinal) && generation.Span.SequenceEqual(keys.Generation.Span);
}
