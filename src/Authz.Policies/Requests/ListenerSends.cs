namespace Authz.Policies.Requests;

/// <summary>Reads a route's `authz.sends`: names with commas between them, spaces around them dropped.</summary>
public static class ListenerSends
{
    public const string ExtensionName = "authz.sends";

    public static ListenerParts Of(in AccessRequest request)
    {
        if (!request.HasHttp)
        {
            // A check of a connection comes without extensions, and always with the name of its hello. It has no body to send.
            return ListenerParts.Sni | ListenerParts.Body;
        }

        var parts = ListenerParts.None;
        if (request.ContextExtensions.TryFind("authz.sends"u8, out ReadOnlySpan<byte> list))
        {
            foreach (Range range in list.Split((byte)','))
            {
                parts |= PartOf(list[range].Trim(" \t"u8));
            }
        }

        return parts;
    }

    private static ListenerParts PartOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("body"u8) ? ListenerParts.Body
        : name.SequenceEqual("sni"u8) ? ListenerParts.Sni
        : name.SequenceEqual("metadata"u8) ? ListenerParts.Metadata
        : ListenerParts.None;
}
