namespace Authz.Pdp.Identities.Tokens;

/// <summary>What a member of a header or payload is.</summary>
internal enum TokenMemberForm : byte
{
    Absent = 0,

    /// <summary>A string that stands for itself.</summary>
    Text = 1,

    /// <summary>A string with escapes.</summary>
    EscapedText = 2,

    Number = 3,

    Array = 4,

    /// <summary>An object, `true`, `false` or `null`.</summary>
    Other = 5,
}
