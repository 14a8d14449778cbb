using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Text;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Notes where patterns have the parameters that conditions ask for; equal runs are stored once.</summary>
internal sealed class CaptureTableBuilder
{
    private readonly Dictionary<string, int> parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly List<CaptureTerm> terms = [];
    private readonly List<int> starts = [0];

    public int NumberOf(string parameter)
    {
        if (!parameters.TryGetValue(parameter, out int number))
        {
            number = parameters.Count;
            parameters.Add(parameter, number);
        }

        return number;
    }

    /// <summary>The parameters of a pattern that some condition of the set names.</summary>
    /// <param name="folded">For deny rules, which match in any case.</param>
    public int Add(PathPattern pattern, bool folded)
    {
        string key = $"{(folded ? 'f' : 'e')}{pattern.Text}";
        if (!known.TryGetValue(key, out int captures))
        {
            for (int segment = 0; segment < pattern.Segments.Length; segment++)
            {
                AddSegment(pattern.Segments[segment], segment, folded);
            }

            captures = starts.Count - 1;
            starts.Add(terms.Count);
            known.Add(key, captures);
        }

        return captures;
    }

    public CaptureTable Build() => new([.. terms], [.. starts]);

    private void AddSegment(SegmentPattern segment, int place, bool folded)
    {
        for (int gap = 0; gap < segment.Gaps.Length; gap++)
        {
            if (segment.Gaps[gap].ParameterName is { } name && parameters.TryGetValue(name, out int parameter))
            {
                terms.Add(new CaptureTerm(parameter, place, segment.IsAny ? null : MatcherOf(segment, folded), gap));
            }
        }
    }

    private static SegmentMatcher MatcherOf(SegmentPattern segment, bool folded) => new(
        [.. segment.Literals.Select(literal => Encoding.UTF8.GetBytes(folded ? AsciiCase.Fold(literal) : literal))],
        [.. segment.Gaps.Select(gap => gap.LengthMin)]);
}
