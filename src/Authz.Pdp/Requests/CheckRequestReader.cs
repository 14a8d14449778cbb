using System.Runtime.CompilerServices;
using Authz.Policies.Requests;

namespace Authz.Pdp.Requests;

/// <summary>
/// A CheckRequest's attributes from its bytes, in place: no object, no string, no copy. What cannot be read without
/// doubt is a fault, and a fault denies; nothing that comes in throws.
/// </summary>
public static class CheckRequestReader
{
    [SkipLocalsInit]
    public static AccessRequest Read(scoped in CheckCall call)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(call.HeaderSlots.Length, CheckCall.HeaderSlotCount);
        Span<WireSlice> notes = stackalloc WireSlice[CheckRequestWalk.NoteCount];
        notes.Clear();

        var walk = new CheckRequestWalk(call.Message, notes, call.HeaderSlots);
        RequestFault fault = walk.Run();
        if (fault != RequestFault.None)
        {
            return new AccessRequest { Fault = fault, Time = call.Time };
        }

        WireSlice text = notes[(int)CheckField.Body];
        WireSlice raw = notes[(int)CheckField.RawBody];
        if (text.Length != 0 && raw.Length != 0)
        {
            // Two bodies of one request: nobody can say which of them Envoy forwards.
            return new AccessRequest { Fault = RequestFault.Malformed, Time = call.Time };
        }

        // Where both lists came, the lines as they were sent are the truth, and the merged ones a rendering of them.
        bool isRaw = notes[(int)CheckField.HeaderMap].IsPresent;
        return new AccessRequest
        {
            HasHttp = notes[(int)CheckField.Http].IsPresent,
            Method = notes[(int)CheckField.Method].Of(call.Message),
            Target = notes[(int)CheckField.Target].Of(call.Message),
            Host = notes[(int)CheckField.Host].Of(call.Message),
            Headers = new HeaderList(
                call.Message,
                isRaw ? call.HeaderSlots[..walk.RawCount] : call.HeaderSlots.Slice(RequestLimits.HeadersMax, walk.MergedCount),
                isRaw),
            RouteBinding = walk.RouteBinding.Of(call.Message),
            HasRouteBinding = walk.HasRouteBinding,
            CallerBinding = walk.CallerBinding.Of(call.Message),
            HasCallerBinding = walk.HasCallerBinding,
            SourceIsLocal = notes[(int)CheckField.SourcePipe].IsPresent
                || LoopbackAddress.Is(notes[(int)CheckField.SourceAddressText].Of(call.Message)),
            SourceAddress = notes[(int)CheckField.SourceAddressText].Of(call.Message),
            HasSourceAddress = notes[(int)CheckField.SourceSocket].IsPresent,
            Principal = notes[(int)CheckField.Principal].Of(call.Message),
            Certificate = notes[(int)CheckField.Certificate].Of(call.Message),
            Sni = notes[(int)CheckField.Sni].Of(call.Message),
            ContextExtensions = new ContextExtensions(
                call.Message, call.HeaderSlots.Slice(2 * RequestLimits.HeadersMax, walk.ExtensionCount)),
            Metadata = notes[(int)CheckField.FilterMetadata].Of(call.Message),
            Body = (raw.Length != 0 ? raw : text).Of(call.Message),
            IsBodyRaw = raw.Length != 0,
            Time = call.Time,
        };
    }
}
