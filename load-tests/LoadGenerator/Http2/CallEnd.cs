namespace Authz.LoadGenerator.Http2;

/// <summary>Told for each call once.</summary>
/// <param name="detail">The gRPC status, the HTTP status or the code of the reset, as the outcome says.</param>
internal delegate void CallEnd(in CallSlot call, CallOutcome outcome, int detail);
