using System.Net;
using System.Text;
using Authz.Policies.Requests;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf;
using Google.Protobuf.Collections;
using HttpRequest = Envoy.Service.Auth.V3.AttributeContext.Types.HttpRequest;

namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>Holds what our reader made of a check to what Google.Protobuf makes of it, byte for byte and without copies.</summary>
internal sealed class GoogleReading
{
    private byte[] scratch = new byte[1024];

    /// <returns>The attribute that the two read differently; null: none.</returns>
    public string? FirstDifference(in AccessRequest ours, ReadOnlySpan<byte> message)
    {
        AttributeContext? theirs;
        try
        {
            theirs = CheckRequest.Parser.ParseFrom(message).Attributes;
        }
        catch (InvalidProtocolBufferException broken)
        {
            return broken.Message;
        }

        return FirstDifferenceOfPeer(in ours, theirs)
            ?? FirstDifferenceOfHttp(in ours, theirs?.Request?.Http)
            ?? (HasExtensions(ours.ContextExtensions, theirs?.ContextExtensions) ? null : "context extensions")
            ?? (HasBinding(ours.HasRouteBinding, ours.RouteBinding, "authz.service", theirs) ? null : "route binding")
            ?? (HasBinding(ours.HasCallerBinding, ours.CallerBinding, "authz.caller", theirs) ? null : "caller binding")
            ?? (HasMetadata(ours.Metadata, theirs?.MetadataContext) ? null : "metadata");
    }

    private string? FirstDifferenceOfPeer(in AccessRequest ours, AttributeContext? theirs)
    {
        Address? address = theirs?.Source?.Address;
        string? text = address?.SocketAddress?.Address;
        return (Is(ours.Principal, theirs?.Source?.Principal) ? null : "principal")
            ?? (Is(ours.Certificate, theirs?.Source?.Certificate) ? null : "certificate")
            ?? (Is(ours.Sni, theirs?.TlsSession?.Sni) ? null : "sni")
            ?? (ours.HasSourceAddress == (text is not null) && Is(ours.SourceAddress, text) ? null : "source address")
            ?? (!ours.SourceIsLocal || address?.Pipe is not null || IsLoopback(text) ? null : "local source");
    }

    private string? FirstDifferenceOfHttp(in AccessRequest ours, HttpRequest? theirs)
    {
        bool isRaw = theirs is { RawBody.IsEmpty: false };
        return (ours.HasHttp == theirs is not null ? null : "http")
            ?? (Is(ours.Method, theirs?.Method) ? null : "method")
            ?? (Is(ours.Target, theirs?.Path) ? null : "target")
            ?? (Is(ours.Host, theirs?.Host) ? null : "host")
            ?? (ours.IsBodyRaw == isRaw ? null : "kind of body")
            ?? (isRaw ? Is(ours.Body, theirs?.RawBody) ? null : "raw body" : Is(ours.Body, theirs?.Body) ? null : "body")
            ?? (HasHeaders(ours.Headers, theirs) ? null : "headers");
    }

    private bool HasHeaders(HeaderList ours, HttpRequest? theirs)
    {
        if (ours.IsRaw != theirs?.HeaderMap is not null)
        {
            return false;
        }

        int count = 0;
        if (ours.IsRaw)
        {
            foreach (HeaderValue line in theirs?.HeaderMap?.Headers ?? [])
            {
                bool isSame = count < ours.Count
                    && Is(ours.Name(count), line.Key)
                    && (line.RawValue.IsEmpty ? Is(ours.Value(count), line.Value) : Is(ours.Value(count), line.RawValue));
                if (!isSame)
                {
                    return false;
                }

                count++;
            }

            return count == ours.Count;
        }

        foreach ((string name, string value) in theirs?.Headers ?? [])
        {
            if (count >= ours.Count || !Is(ours.Name(count), name) || !Is(ours.Value(count), value))
            {
                return false;
            }

            count++;
        }

        return count == ours.Count;
    }

    private bool HasExtensions(ContextExtensions ours, MapField<string, string>? theirs)
    {
        if (ours.Count != (theirs?.Count ?? 0))
        {
            return false;
        }

        for (int i = 0; i < ours.Count; i++)
        {
            if (theirs is null
                || !theirs.TryGetValue(Encoding.UTF8.GetString(ours.Name(i)), out string? value)
                || !Is(ours.Value(i), value))
            {
                return false;
            }
        }

        return true;
    }

    private bool HasBinding(bool has, ReadOnlySpan<byte> ours, string name, AttributeContext? theirs)
    {
        string? value = null;
        return has == (theirs?.ContextExtensions.TryGetValue(name, out value) ?? false) && Is(ours, value);
    }

    private static bool HasMetadata(ReadOnlySpan<byte> ours, Metadata? theirs) =>
        ours.IsEmpty
            ? theirs is null || theirs.CalculateSize() == 0
            : Metadata.Parser.ParseFrom(ours).Equals(theirs);

    private static bool IsLoopback(string? address)
    {
        if (!IPAddress.TryParse(address, out IPAddress? parsed))
        {
            return false;
        }

        return IPAddress.IsLoopback(parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed);
    }

    private static bool Is(ReadOnlySpan<byte> ours, ByteString? theirs) =>
        theirs is null ? ours.IsEmpty : ours.SequenceEqual(theirs.Span);

    private bool Is(ReadOnlySpan<byte> ours, string? theirs)
    {
        if (string.IsNullOrEmpty(theirs))
        {
            return ours.IsEmpty;
        }

        int bytesMax = Encoding.UTF8.GetMaxByteCount(theirs.Length);
        if (scratch.Length < bytesMax)
        {
            scratch = new byte[bytesMax];
        }

        return ours.SequenceEqual(scratch.AsSpan(0, Encoding.UTF8.GetBytes(theirs, scratch)));
    }
}
