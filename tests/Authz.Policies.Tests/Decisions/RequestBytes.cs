using System.Text;
using Authz.Policies.Requests;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>Owns the bytes of a request as they come from the wire, bytes that are no text included.</summary>
internal sealed class RequestBytes
{
    private readonly NaiveRequest request;
    private readonly byte[] headerBytes;
    private readonly HeaderSlot[] headerSlots;

    public RequestBytes(NaiveRequest request)
    {
        this.request = request;
        var text = new StringBuilder();
        headerSlots = new HeaderSlot[request.Headers.Length];
        for (int i = 0; i < request.Headers.Length; i++)
        {
            (string name, string value) = request.Headers[i];
            headerSlots[i] = new HeaderSlot(text.Length, name.Length, text.Length + name.Length, value.Length);
            text.Append(name).Append(value);
        }

        headerBytes = Encoding.Latin1.GetBytes(text.ToString());
    }

    public AccessRequest ToAccessRequest() => new()
    {
        HasHttp = true,
        Method = Encoding.Latin1.GetBytes(request.Method),
        Target = Encoding.Latin1.GetBytes(request.Target),
        Host = Encoding.Latin1.GetBytes(request.Host),
        Headers = new HeaderList(headerBytes, headerSlots, isRaw: true),
        RouteBinding = Encoding.Latin1.GetBytes(request.RouteBinding ?? ""),
        HasRouteBinding = request.RouteBinding is not null,
        Time = request.Time,
    };
}
