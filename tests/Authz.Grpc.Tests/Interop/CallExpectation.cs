namespace Authz.Grpc.Tests.Interop;

/// <summary>What is left out is not compared.</summary>
public sealed record CallExpectation(int Code, string? Details, IReadOnlyList<string>? Receive);
