using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>The groups of a set, each as the blocks that are its members.</summary>
internal sealed class GroupTable
{
    private readonly BlockTable blocks;
    private readonly DiagnosticBag diagnostics;
    private readonly UnresolvedNames unresolved;
    private readonly Dictionary<string, ImmutableArray<int>> membersByName = new(StringComparer.Ordinal);

    public GroupTable(
        ImmutableArray<GroupSyntax> groups, BlockTable blocks, DiagnosticBag diagnostics, UnresolvedNames unresolved)
    {
        this.blocks = blocks;
        this.diagnostics = diagnostics;
        this.unresolved = unresolved;
        foreach (GroupSyntax group in groups)
        {
            membersByName.Add(group.Name.Value, BindMembers(group));
        }
    }

    public ImmutableSortedDictionary<string, ImmutableArray<int>> All => membersByName.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The blocks of the group of that name; default, and reported, where there is none.</summary>
    public ImmutableArray<int> Find(Located<string> name)
    {
        if (membersByName.TryGetValue(name.Value, out ImmutableArray<int> members))
        {
            return members;
        }

        if (!unresolved.Withhold(name))
        {
            diagnostics.ReportUnknownGroup(name, membersByName.Keys, blocks.HasBlock(name.Value));
        }

        return default;
    }

    private ImmutableArray<int> BindMembers(GroupSyntax group)
    {
        var members = new List<int>();
        foreach (Located<string> name in group.Members)
        {
            if (blocks.FindBlock(name) is { } block)
            {
                members.Add(block.Index);
            }
        }

        if (!group.Selector.IsEmpty)
        {
            members.AddRange(blocks.BlocksWith(group.Selector));
        }

        // Names that do not resolve were reported; then nothing is known about how many members there are.
        if (members.Count == 0 && group.Members.IsEmpty && !group.HasErrors)
        {
            diagnostics.ReportEmptyGroup(group.Name);
        }

        return blocks.Pool.Intern(members);
    }
}
