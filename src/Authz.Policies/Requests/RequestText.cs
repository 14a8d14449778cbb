using System.Collections.Immutable;
using System.Text;

namespace Authz.Policies.Requests;

/// <summary>
/// Owns the bytes of a request that was written by a person (a policy test, a question on the command line) and not
/// read from the wire.
/// </summary>
public sealed class RequestText
{
    private readonly byte[] headerBytes;
    private readonly HeaderSlot[] headerSlots;

    public RequestText(ImmutableArray<KeyValuePair<string, string>> headers)
    {
        var bytes = new List<byte>();
        headerSlots = new HeaderSlot[headers.Length];
        for (int i = 0; i < headers.Length; i++)
        {
            byte[] name = Encoding.UTF8.GetBytes(headers[i].Key);
            byte[] value = Encoding.UTF8.GetBytes(headers[i].Value);
            headerSlots[i] = new HeaderSlot(bytes.Count, name.Length, bytes.Count + name.Length, value.Length);
            bytes.AddRange(name);
            bytes.AddRange(value);
        }

        headerBytes = [.. bytes];
    }

    public required string Method { private get; init; }

    /// <summary>The whole request target, with its query.</summary>
    public required string Target { private get; init; }

    public required string Host { private get; init; }

    /// <summary>`block/service`, or null for a route that is not bound.</summary>
    public required string? RouteBinding { private get; init; }

    public required DateTimeOffset Time { private get; init; }

    public AccessRequest ToRequest() => new()
    {
        HasHttp = true,
        Method = Encoding.UTF8.GetBytes(Method),
        Target = Encoding.UTF8.GetBytes(Target),
        Host = Encoding.UTF8.GetBytes(Host),
        Headers = new HeaderList(headerBytes, headerSlots, isRaw: true),
        RouteBinding = RouteBinding is null ? [] : Encoding.UTF8.GetBytes(RouteBinding),
        HasRouteBinding = RouteBinding is not null,
        Time = Time,
    };
}
