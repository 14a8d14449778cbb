namespace Authz.Grpc.Tests.Interop;

/// <summary>One row of `tests/cases/grpc/calls.json`: a call as every client makes it, and how it ends.</summary>
/// <param name="Kind">unary, server, client or duplex: the kind of stub.</param>
/// <param name="Send">The messages; `@N` stands for N bytes.</param>
public sealed record CallCase(string Name, string Kind, string Method, IReadOnlyList<string> Send, CallExpectation Expect)
{
    /// <summary>Names and values; those of `-bin` names in base64.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Metadata { get; init; } = [];

    public int? TimeoutMs { get; init; }

    /// <summary>Each message waits for the answer to the one before.</summary>
    public bool Lockstep { get; init; }

    /// <summary>The client does not half-close.</summary>
    public bool KeepOpen { get; init; }

    /// <summary>The client cancels when it has received so many messages.</summary>
    public int? CancelAfter { get; init; }

    public string? Compression { get; init; }

    /// <summary>The only transport that the case is for.</summary>
    public string? Only { get; init; }
}
