namespace Authz.Policies.Decisions.Conditions.Json;

/// <summary>What a pointer found. INVARIANT: zero is unreadable.</summary>
internal enum JsonForm : byte
{
    /// <summary>There is something, and it cannot be read in one way: no comparison is true or false.</summary>
    Unreadable = 0,

    /// <summary>Nothing, `null` or an empty list.</summary>
    Absent = 1,

    /// <summary>Text without escapes: also an integer, `true` or `false`, which are their own text.</summary>
    Text = 2,

    /// <summary>Text with escapes.</summary>
    EscapedText = 3,

    /// <summary>It exists, and its value is unreadable: an object, a fraction, too large a number.</summary>
    Opaque = 4,

    /// <summary>A JSON array with elements, from bracket to bracket.</summary>
    Array = 5,

    /// <summary>The bytes of a `google.protobuf.ListValue` with elements.</summary>
    WireList = 6,

    /// <summary>The eight bytes of a double.</summary>
    WireNumber = 7,
}
