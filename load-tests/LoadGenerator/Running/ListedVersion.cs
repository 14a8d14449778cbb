using Authz.LoadGenerator.Answers;
using Authz.Workloads.Requests;

namespace Authz.LoadGenerator.Running;

/// <summary>A version that may answer, and what it must say to each request.</summary>
public sealed record ListedVersion(VersionName Name, IReadOnlyList<ExpectedVerdict> Verdicts);
