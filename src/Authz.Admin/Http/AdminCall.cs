using System.Collections.Immutable;
using Authz.Admin.Callers;

namespace Authz.Admin.Http;

/// <summary>
/// One call of the API, as data: routes, the check of roles, the reading of requests and the OpenAPI document are all made from it.
/// </summary>
/// <param name="Roles">Any of them is enough.</param>
public sealed record AdminCall(
    string Method, string Pattern, string Summary, AdminRoles Roles, Func<AdminRequest, CancellationToken, Task<AdminAnswer>> Handle)
{
    public const int SmallBodyBytesMax = 64 * 1024;

    /// <summary>Answered to whoever asks, and not in the audit log: it tells whether the service lives, and orchestrators ask each second.</summary>
    public bool IsProbe { get; init; }

    public ImmutableArray<CallMember> Query { get; init; } = [];

    /// <summary>Of a JSON object.</summary>
    public ImmutableArray<CallMember> Body { get; init; } = [];

    /// <summary>Empty: no body is read.</summary>
    public ImmutableArray<string> MediaTypes { get; init; } = [];

    public int BodyBytesMax { get; init; } = SmallBodyBytesMax;

    /// <summary>Status and what comes with it, where all goes well.</summary>
    public ImmutableArray<(int Status, string ContentType, string Meaning)> Answers { get; init; } = [(200, AdminAnswer.Json, "As asked")];

    /// <summary>Written down before it is done, and done once for each idempotency key.</summary>
    public bool ChangesState => Method != "GET";

    public string Name => $"{Method} {Pattern}";
}
