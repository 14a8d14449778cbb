using Authz.Policies.Decisions.Conditions.Json;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>Where a member's value lies: within its quotes, or with its brackets.</summary>
internal readonly record struct TokenMember(TokenMemberForm Form, int Start, int Length)
{
    public bool IsPresent => Form != TokenMemberForm.Absent;

    public bool IsText => Form is TokenMemberForm.Text or TokenMemberForm.EscapedText;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(Start, Length);

    /// <summary>Whether it is a string that stands for exactly these bytes.</summary>
    public bool Says(ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected, Span<byte> scratch) =>
        IsText && PlainText(text, scratch).SequenceEqual(expected);

    /// <summary>What a string stands for.</summary>
    /// <param name="scratch">As long as the text.</param>
    public ReadOnlySpan<byte> PlainText(ReadOnlySpan<byte> text, Span<byte> scratch) => Form == TokenMemberForm.EscapedText
        ? scratch[..JsonText.Unescape(Of(text), scratch)]
        : Of(text);
}
