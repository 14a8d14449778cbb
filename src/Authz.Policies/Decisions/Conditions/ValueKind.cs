namespace Authz.Policies.Decisions.Conditions;

/// <summary>Of what a <see cref="ValueReader"/> reads values.</summary>
internal enum ValueKind : byte
{
    /// <summary>Nothing is left.</summary>
    None = 0,

    /// <summary>One value, in place.</summary>
    Single = 1,

    /// <summary>One value that cannot be read.</summary>
    Unreadable = 2,
    HeaderLines = 3,
    HeaderMembers = 4,
    Query = 5,
    EscapedText = 6,
    JsonArray = 7,
    WireList = 8,
    WireNumber = 9,

    /// <summary>What stands between spaces.</summary>
    Words = 10,
    EscapedWords = 11,
}
