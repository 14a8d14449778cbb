using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <summary>
/// A pattern over a whole path below the base path: its segments and, when it ends in `/**`, everything below them.
/// The path `/a/` has the segments `a` and an empty one; `/` has one, empty.
/// </summary>
/// <param name="Text">As the author wrote it.</param>
/// <param name="Segments">Without a last `**`.</param>
/// <param name="AndBelow">The pattern ends in `/**`: it matches the segments alone, with a slash after them, and all below.</param>
public sealed record PathPattern(string Text, ImmutableArray<SegmentPattern> Segments, bool AndBelow)
{
    public override string ToString() => Text;
}
