using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Requests;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>Owns the bytes of a request as they come from the wire, bytes that are no text included.</summary>
internal sealed class RequestBytes
{
    private const string ServiceExtension = "authz.service";

    private readonly NaiveRequest request;
    private readonly (byte[] Bytes, HeaderSlot[] Slots) headers;
    private readonly (byte[] Bytes, HeaderSlot[] Slots) extensions;

    public RequestBytes(NaiveRequest request)
    {
        this.request = request;
        headers = Slotted(request.Headers);
        extensions = Slotted(request.RouteBinding is null
            ? request.ContextExtensions
            : [.. request.ContextExtensions, KeyValuePair.Create(ServiceExtension, request.RouteBinding)]);
    }

    public AccessRequest ToAccessRequest() => new()
    {
        HasHttp = !request.IsConnection,
        Method = Encoding.Latin1.GetBytes(request.Method),
        Target = Encoding.Latin1.GetBytes(request.Target),
        Host = Encoding.Latin1.GetBytes(request.Host),
        Headers = new HeaderList(headers.Bytes, headers.Slots, isRaw: !request.HeadersAreMerged),
        RouteBinding = Encoding.Latin1.GetBytes(request.RouteBinding ?? ""),
        HasRouteBinding = request.RouteBinding is not null,
        ContextExtensions = new ContextExtensions(extensions.Bytes, extensions.Slots),
        SourceAddress = Encoding.Latin1.GetBytes(request.SourceAddress ?? ""),
        HasSourceAddress = request.SourceAddress is not null,
        Sni = Encoding.Latin1.GetBytes(request.Sni),
        Metadata = MetadataText.ToBytes(request.Metadata),
        Body = Encoding.Latin1.GetBytes(request.Body),
        IsBodyRaw = !request.BodyIsText,
        Time = request.Time,
    };

    private static (byte[] Bytes, HeaderSlot[] Slots) Slotted(ImmutableArray<KeyValuePair<string, string>> pairs)
    {
        var text = new StringBuilder();
        var slots = new HeaderSlot[pairs.Length];
        for (int i = 0; i < pairs.Length; i++)
        {
            (string name, string value) = pairs[i];
            slots[i] = new HeaderSlot(text.Length, name.Length, text.Length + name.Length, value.Length);
            text.Append(name).Append(value);
        }

        return (Encoding.Latin1.GetBytes(text.ToString()), slots);
    }
}
