namespace Authz.Pdp.Requests;

/// <summary>What is known of one field of one message.</summary>
/// <param name="Message">The type of a submessage.</param>
/// <param name="SingularBit">Set once the field was seen, shared by the members of a oneof; zero: it may come again.</param>
internal readonly record struct WireField(WireKind Kind, WireMessage Message, CheckField Note, uint SingularBit);
