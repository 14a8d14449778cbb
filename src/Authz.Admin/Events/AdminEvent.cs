using System.Text;
using Authz.Admin.Http;

namespace Authz.Admin.Events;

/// <summary>One change, or how it stands.</summary>
/// <param name="Kind">`state`, `version`, `approval`, `activation`, `revocation` or `lifted`.</param>
internal sealed record AdminEvent(EventCursor Id, string Kind, object Data)
{
    /// <summary>As server-sent events are written: JSON has no line end outside its texts, and they are escaped.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes($"id: {Id}\nevent: {Kind}\ndata: {Encoding.UTF8.GetString(AdminJson.Write(Data))}\n\n");
}
