namespace Authz.Pdp.Requests;

/// <summary>
/// The messages that a CheckRequest is made of. Those of the source stand apart from the destination's, which have the
/// same form, because only the source's fields are noted.
/// </summary>
internal enum WireMessage : byte
{
    CheckRequest,
    AttributeContext,
    Source,
    SourceAddress,
    SourceSocketAddress,
    Peer,
    Address,
    SocketAddress,
    Pipe,
    EnvoyInternalAddress,
    Request,
    Timestamp,
    HttpRequest,
    TextEntry,
    HeaderMap,
    HeaderValue,
    TlsSession,
    Metadata,
    StructEntry,
    AnyEntry,
    Any,
    Struct,
    ValueEntry,
    Value,
    ListValue,
}
