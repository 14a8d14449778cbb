using Authz.Workloads.Policies;
using Authz.Workloads.Requests;

namespace Authz.Workloads;

/// <summary>Every mix that there is.</summary>
public static class WorkloadCatalog
{
    // More than the caches of a service hold, so that going round does not make them warm.
    private const int ColdTokenCount = 40_000;
    private const int ColdCertificateCount = 20_000;

    // Large and without a common divisor with any likely number of grants: steps through all of them, near ones far apart.
    private const int Stride = 1_000_003;
    private const int HotPaths = 64;

    public static IReadOnlyList<WorkloadDefinition> All { get; } =
    [
        new("allowed", "one block calls one operation: certificate, path, condition, allowed", 64,
            (make, number) => make.Allowed(make.HotGrant, number)),
        new("refused", "every way to be refused: rule, method, condition, caller, path, route", 100,
            (make, number) => make.Refused(GrantAt(make, number), number)),
        new("jwt", "the same caller as `allowed`, by a token that was seen before", 64,
            (make, number) => make.AllowedByToken(make.HotGrant, number, number % 4)),
        new("jwt-cold", "a token that was never seen in each request: its signature is verified", ColdTokenCount,
            (make, number) => make.AllowedByToken(GrantAt(make, number), number, number)),
        new("many-callers", "all blocks call, each what it may", 4096,
            (make, number) => make.Allowed(GrantAt(make, number), number)),
        new("hot-and-cold-paths", "four of five requests on 64 paths, the fifth anywhere", 4096,
            (make, number) => number % 5 == 0
                ? make.Allowed(GrantAt(make, number), number)
                : make.Allowed(GrantAt(make, number % HotPaths), number % HotPaths)),
        new("real", "2 KB as a real Envoy sends with raw headers: certificate, forwarded headers, SNI", 256,
            (make, number) => make.Allowed(GrantAt(make, number % 16), number, isRaw: true)),
        new("mixed", "a day: many callers, some by token, some raw, one of eight refused", 4096, Mixed),
        new("flood-tokens", "an attacker: tokens with bad signatures, each another one", ColdTokenCount,
            (make, number) => make.BadToken(GrantAt(make, number), number)),
        new("flood-certificates", "an attacker: each request by a certificate that was never seen", ColdCertificateCount,
            (make, number) => make.AllowedByCertificate(make.HotGrant, number)),
        new("flood-paths", "an attacker: each request on a path that was never seen", ColdCertificateCount,
            (make, number) => make.UnknownPath(make.HotGrant, number)),
    ];

    public static WorkloadDefinition? Find(string name) => All.FirstOrDefault(mix => mix.Name == name);

    private static WorkloadRequest Mixed(RequestMaker make, int number) => (number % 8) switch
    {
        // Not the number itself: among those of one remainder not every way to be refused would come.
        0 => make.Refused(GrantAt(make, number), number / 8),
        1 => make.AllowedByToken(GrantAt(make, number), number, 0),
        2 or 3 => make.Allowed(GrantAt(make, number), number, isRaw: true),
        _ => make.Allowed(GrantAt(make, number), number),
    };

    private static Grant GrantAt(RequestMaker make, int number) =>
        make.World.Grants[(int)((long)number * Stride % make.World.Grants.Count)];
}
