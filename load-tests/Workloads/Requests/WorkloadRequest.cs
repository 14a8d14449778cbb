namespace Authz.Workloads.Requests;

/// <summary>A CheckRequest and what it was made to be answered.</summary>
/// <param name="Message">Its bytes, without the gRPC prefix.</param>
/// <param name="Rule">The rule that decides, `policy/rule`, or none.</param>
/// <param name="Reason">The reason that the service gives, in its own words (`allowed`, `no_rule`, …).</param>
/// <param name="Peers">How other engines are asked the same, if they can be.</param>
public sealed record WorkloadRequest(byte[] Message, ExpectedVerdict Expected, string? Rule, string Reason, PeerQuestion? Peers);
