using System.Runtime.CompilerServices;

namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// An edge that a segment takes when it has a given shape, such as `{id}.json`; two units. One gap between short ends, as nearly all
/// have, is told whole here; of other shapes this tells in place which segments cannot have them.
/// </summary>
/// <param name="Start">The first literal's <see cref="SegmentWords.First"/>, of which <paramref name="StartLength"/> bytes count.</param>
/// <param name="End">The last literal's <see cref="SegmentWords.Last"/>, of which <paramref name="EndLength"/> bytes count.</param>
/// <param name="LengthMin">The shortest segment that can have the shape.</param>
/// <param name="Matcher">Of the forest's matchers the one that tells the rest, or -1.</param>
internal readonly record struct ForestPattern(
    ulong Start, ulong End, ushort StartLength, ushort EndLength, int LengthMin, int Matcher, int Child)
{
    public const int Units = 2;

    private const int NoMatcher = -1;

    public bool IsWhole => Matcher == NoMatcher;

    /// <param name="matcher">Where it will be found if the pattern is not told whole.</param>
    public static ForestPattern Of(SegmentMatcher shape, int matcher, int child)
    {
        byte[] first = shape.Literals[0];
        byte[] last = shape.Literals[^1];
        int lengthMin = Math.Max(1, shape.Literals.Sum(literal => literal.Length) + shape.GapLengthsMin.Sum());
        bool isWhole = shape.GapLengthsMin.Length == 1
            && first.Length <= SegmentWords.Length
            && last.Length <= SegmentWords.Length;
        return new ForestPattern(
            SegmentWords.First(first),
            SegmentWords.Last(last),
            (ushort)Math.Min(first.Length, SegmentWords.Length),
            (ushort)Math.Min(last.Length, SegmentWords.Length),
            lengthMin,
            isWhole ? NoMatcher : matcher,
            child);
    }

    /// <summary>Whether a segment of these words and this length may have the shape; where the pattern is whole, whether it has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Admits(ulong first, ulong last, int length) =>
        SegmentWords.StartsAlike(Start, first, StartLength) && SegmentWords.EndsAlike(End, last, EndLength) && length >= LengthMin;
}
