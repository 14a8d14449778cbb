using Authz.Admin.Callers;

namespace Authz.Admin.Http;

/// <summary>What is known of a request on its way: who it is by, and what it is answered with.</summary>
internal sealed class AdminExchange(string requestId)
{
    public string RequestId => requestId;

    /// <summary>Null: nobody who is known.</summary>
    public AdminCaller? Caller { get; set; }

    /// <summary>Null: no call was made.</summary>
    public AdminCall? Call { get; set; }

    public AdminAnswer? Answer { get; set; }
}
