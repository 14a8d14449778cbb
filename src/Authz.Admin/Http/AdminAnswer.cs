using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Http;

/// <summary>What a call is answered with. It is made whole before anything of it is sent, so that the audit log comes first.</summary>
public sealed record AdminAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    public const string Json = "application/json";

    /// <summary>Where what was made can be read.</summary>
    public string? Location { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Given in place of the body: goes on until the client or the service ends.</summary>
    public Func<HttpResponse, CancellationToken, Task>? Stream { get; init; }

    /// <summary>For the audit log: what the call was about, and why it was refused.</summary>
    public string Target { get; init; } = "";

    public string Reason { get; init; } = "";

    public static AdminAnswer Of(int status, object value, string target = "") => new(status, Json, AdminJson.Write(value)) { Target = target };
}
