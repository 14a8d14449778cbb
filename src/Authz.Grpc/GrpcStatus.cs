namespace Authz.Grpc;

/// <summary>
/// How a call ended.
/// INVARIANT: `default(GrpcStatus)` is UNKNOWN and not OK, though OK is zero on the wire: a forgotten status is an error.
/// </summary>
public readonly record struct GrpcStatus
{
    // One more than the code, so that zero, the default, is "none was given".
    private readonly int codeNumber;
    private readonly string? message;

    public GrpcStatus(GrpcStatusCode code, string message = "")
    {
        ArgumentNullException.ThrowIfNull(message);
        codeNumber = (int)code + 1;
        this.message = message;
    }

    public static GrpcStatus Ok { get; } = new(GrpcStatusCode.Ok);

    public GrpcStatusCode Code => codeNumber == 0 ? GrpcStatusCode.Unknown : (GrpcStatusCode)(codeNumber - 1);

    /// <summary>Any text; it is percent-encoded on its way out. It reaches the caller: no secret, no stack trace.</summary>
    public string Message => message ?? "";

    public bool IsOk => Code == GrpcStatusCode.Ok;

    public override string ToString() => Message.Length == 0 ? Code.ToString() : $"{Code}: {Message}";
}
