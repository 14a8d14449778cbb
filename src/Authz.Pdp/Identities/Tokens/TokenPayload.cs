using Authz.Policies.Decisions.Conditions.Json;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>The claims that say whether a token is valid, where they lie in its payload.</summary>
internal readonly ref struct TokenPayload
{
    private static readonly byte[][] Names =
        ["iss"u8.ToArray(), "aud"u8.ToArray(), "exp"u8.ToArray(), "nbf"u8.ToArray(), "iat"u8.ToArray(), "cnf"u8.ToArray(), "sub"u8.ToArray()];

    private readonly Span<byte> scratch;
    private readonly TokenMember expires;
    private readonly TokenMember notBefore;
    private readonly TokenMember issuedAt;

    private TokenPayload(ReadOnlySpan<byte> text, Span<byte> scratch, scoped ReadOnlySpan<TokenMember> found)
    {
        Text = text;
        this.scratch = scratch;
        Issuer = found[0];
        Audience = found[1];
        expires = found[2];
        notBefore = found[3];
        issuedAt = found[4];
        IsBound = found[5].IsPresent;
        IsSubjectRight = found[6].IsText || !found[6].IsPresent;
    }

    public ReadOnlySpan<byte> Text { get; }

    public TokenMember Issuer { get; }

    public TokenMember Audience { get; }

    /// <summary>It is for whoever holds a key (RFC 7800): having the token alone says nothing.</summary>
    public bool IsBound { get; }

    /// <summary>A subject is a text or is not there (RFC 7519 §4.1.2).</summary>
    public bool IsSubjectRight { get; }

    /// <summary>False: it is no JSON object that all readers read alike.</summary>
    /// <param name="scratch">As long as the text.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, Span<byte> scratch, out TokenPayload payload)
    {
        Span<TokenMember> found = stackalloc TokenMember[7];
        bool isRead = TokenJson.TryRead(text, Names, found);
        payload = new TokenPayload(text, scratch, found);
        return isRead;
    }

    /// <summary>Valid until the next text is read.</summary>
    public ReadOnlySpan<byte> IssuerText => Issuer.PlainText(Text, scratch);

    public bool TryReadTimes(out TokenTimes times) => TokenTimes.TryRead(Text, expires, notBefore, issuedAt, out times);

    /// <summary>Whether `aud` is a text that is one of ours, or a list of texts with one of ours among them.</summary>
    public bool IsFor(TokenIssuer issuer)
    {
        if (Audience.IsText)
        {
            return issuer.IsFor(Audience.PlainText(Text, scratch));
        }

        if (Audience.Form != TokenMemberForm.Array)
        {
            return false;
        }

        bool isOurs = false;
        int at = JsonText.SkipSpace(Text, Audience.Start + 1);
        while (Text[at] == '"')
        {
            int start = at + 1;
            at = JsonText.ReadString(Text, start, out bool hasEscapes, out _);
            var form = hasEscapes ? TokenMemberForm.EscapedText : TokenMemberForm.Text;
            isOurs |= issuer.IsFor(new TokenMember(form, start, at - 1 - start).PlainText(Text, scratch));
            at = JsonText.SkipSpace(Text, at);
            at = Text[at] == ',' ? JsonText.SkipSpace(Text, at + 1) : at;
        }

        // Anything but the end of the list is an element that is no text.
        return isOurs && Text[at] == ']';
    }
}
