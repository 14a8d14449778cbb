using Authz.Workloads.Policies;

namespace Authz.Workloads.Requests;

/// <summary>A call before it is written down: made from a grant, and then perhaps spoiled in one way.</summary>
public sealed record CallDraft
{
    public required int Target { get; init; }

    public required string Method { get; init; }

    /// <summary>The whole path, with the base path.</summary>
    public required string Path { get; init; }

    /// <summary>What the certificate says; null: the caller shows none.</summary>
    public string? SpiffeId { get; init; }

    public int CertificateNumber { get; init; }

    /// <summary>What stands behind `Bearer `.</summary>
    public required string Bearer { get; init; }

    public string Purpose { get; init; } = "care";

    /// <summary>The service that the route says, if not the called one.</summary>
    public string? RouteService { get; init; }

    /// <summary>Each header line by itself and all that a real Envoy adds, as with `encode_raw_headers`.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Tells this call from the others: the request id, and all that is made of it.</summary>
    public required int Number { get; init; }

    public static CallDraft Of(Grant grant, int number, string bearer) => new()
    {
        Target = grant.Target,
        Method = grant.Method,
        Path = PolicyWorld.BasePath(grant.Target) + grant.PathFor(1000 + (number % 9000)),
        SpiffeId = PolicyWorld.SpiffeId(grant.Caller),
        Bearer = bearer,
        Number = number,
    };
}
