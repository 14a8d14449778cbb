namespace Authz.Pdp.Requests;

/// <summary>How a field of a message lies on the wire.</summary>
internal enum WireKind : byte
{
    /// <summary>We know no such field: skipped.</summary>
    Unknown = 0,
    Varint = 1,
    Fixed64 = 2,

    /// <summary>Bytes that must be valid UTF-8.</summary>
    Text = 3,
    Bytes = 4,
    Message = 5,
}
