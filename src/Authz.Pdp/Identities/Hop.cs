using Authz.Policies.Requests;

namespace Authz.Pdp.Identities;

/// <summary>On which side of a call Envoy asks, by what its route says.</summary>
internal static class Hop
{
    /// <summary>On the caller's side: the next one to hear of the call is another security server.</summary>
    public static bool IsOutbound(in AccessRequest request) =>
        request.ContextExtensions.TryFind("authz.hop"u8, out ReadOnlySpan<byte> hop) && hop.SequenceEqual("outbound"u8);
}
