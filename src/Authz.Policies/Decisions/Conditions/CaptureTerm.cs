using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>Where the value of one path parameter stands in the paths that a pattern takes.</summary>
/// <param name="Parameter">Its number in the set.</param>
/// <param name="Segment">The place of its segment below the base path.</param>
/// <param name="Matcher">The segment's literals; null: the parameter is the whole segment.</param>
/// <param name="Gap">Which of the segment's gaps it is.</param>
internal readonly record struct CaptureTerm(int Parameter, int Segment, SegmentMatcher? Matcher, int Gap);
