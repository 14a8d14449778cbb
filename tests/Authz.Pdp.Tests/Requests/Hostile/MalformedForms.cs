namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>The ways in which a check can be malformed, as the contract of a check names them.</summary>
[Flags]
internal enum MalformedForms
{
    None = 0,

    /// <summary>A number, a length or what a length promises ends with the message around it.</summary>
    CutShort = 1 << 0,

    /// <summary>A number of more than 64 bits.</summary>
    NumberTooLong = 1 << 1,

    /// <summary>A tag of more than 32 bits, or of field zero.</summary>
    NoField = 1 << 2,

    /// <summary>A group, or a wire type that no protobuf has.</summary>
    NoWireType = 1 << 3,
    AnotherWireType = 1 << 4,

    /// <summary>A singular field, a submessage, or a second member of a oneof.</summary>
    Twice = 1 << 5,

    /// <summary>Two merged header lines or two context extensions of one name.</summary>
    KeyTwice = 1 << 6,
    NotUtf8 = 1 << 7,

    /// <summary>A raw header line with a value as text and another as bytes.</summary>
    TwoValues = 1 << 8,
    TwoBodies = 1 << 9,
    TooDeep = 1 << 10,
    TooManyHeaders = 1 << 11,
    TooManyExtensions = 1 << 12,
}
