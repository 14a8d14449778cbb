namespace Authz.Policies.Decisions.Paths;

/// <summary>An edge that a segment takes when it has a given shape, such as `{id}.json`.</summary>
internal readonly record struct ForestPattern(SegmentMatcher Matcher, int Child);
