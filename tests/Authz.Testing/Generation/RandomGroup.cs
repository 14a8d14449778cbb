using System.Collections.Immutable;

namespace Authz.Testing.Generation;

internal sealed record RandomGroup(
    string Name, ImmutableArray<string> Members, ImmutableSortedDictionary<string, string> Selector)
{
    public bool Has(RandomBlock block) =>
        Members.Contains(block.Name) || (!Selector.IsEmpty && block.Carries(Selector));
}
