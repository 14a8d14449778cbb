namespace Authz.Pdp.Requests;

/// <summary>What is noted of a request while its bytes are walked.</summary>
internal enum CheckField : byte
{
    None = 0,
    Http,
    Method,
    Target,
    Host,
    HeaderMap,
    Principal,
    Certificate,
    Sni,
    SourceSocket,
    SourceAddressText,
    SourcePipe,
    FilterMetadata,
    Body,
    RawBody,

    /// <summary>Parts of the map entry or header line at hand.</summary>
    EntryKey,
    EntryValue,
    EntryRawValue,

    /// <summary>Whole entries, taken apart once they were walked.</summary>
    MergedLine,
    RawLine,
    ContextExtension,
}
