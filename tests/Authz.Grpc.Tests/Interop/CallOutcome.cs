namespace Authz.Grpc.Tests.Interop;

/// <summary>What a client says came of a case.</summary>
public sealed record CallOutcome(string Name, int Code, string Details, IReadOnlyList<string> Receive);
