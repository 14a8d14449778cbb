namespace Authz.LoadGenerator.Running;

/// <summary>How a version was met in answers.</summary>
/// <param name="First">When its first answer came, by the wall clock of the generator.</param>
/// <param name="Last">When its last one did.</param>
public sealed record VersionSighting(string Version, long Answers, long Allowed, long Refused, DateTimeOffset First, DateTimeOffset Last);
