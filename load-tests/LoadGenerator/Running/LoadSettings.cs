using Authz.Workloads.Files;

namespace Authz.LoadGenerator.Running;

/// <summary>Who asks what, and how.</summary>
public sealed record LoadSettings(LoadTarget Target, IReadOnlyList<FramedRequest> Requests)
{
    public const string CheckPath = "/envoy.service.auth.v3.Authorization/Check";

    public string Path { get; init; } = CheckPath;

    public int Connections { get; init; } = 8;

    /// <summary>For how long an answer is waited for; Envoy's own default is 200 ms.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan? Churn { get; init; }

    /// <summary>Which versions may answer, in the order in which they come into force; empty: nobody looks at them.</summary>
    public IReadOnlyList<ListedVersion> Versions { get; init; } = [];
}
