namespace Authz.Workloads.Requests;

/// <summary>The question of a request, without its transport: who calls what. Engines that verify nothing are asked this.</summary>
public sealed record PeerQuestion(string Principal, int Target, string Method, string Path, string Purpose);
