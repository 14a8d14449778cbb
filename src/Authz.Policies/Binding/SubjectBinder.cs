using System.Collections.Immutable;
using Authz.Policies.Syntax;

namespace Authz.Policies.Binding;

/// <summary>Subjects to blocks; equal subjects of several policies are one object.</summary>
internal sealed class SubjectBinder(BlockTable blocks, GroupTable groups)
{
    private readonly Dictionary<(bool Anonymous, ImmutableArray<int> Blocks), BoundSubjects> known = [];

    /// <summary>Whether each name of the subjects bound last resolved.</summary>
    public bool AreWhole { get; private set; }

    public BoundSubjects Bind(ImmutableArray<SubjectSyntax> syntaxes)
    {
        AreWhole = true;
        bool anonymous = false;
        ImmutableArray<int> single = [];
        List<int>? several = null;
        foreach (SubjectSyntax syntax in syntaxes)
        {
            anonymous |= syntax is AnonymousSubjectSyntax;
            ImmutableArray<int> found = BlocksOf(syntax);
            if (found.IsDefault)
            {
                AreWhole = false;
            }
            else if (single.IsEmpty)
            {
                single = found;
            }
            else
            {
                several ??= [.. single];
                several.AddRange(found);
            }
        }

        // A single group, selection or block is pooled already.
        ImmutableArray<int> members = several is null ? single : blocks.Pool.Intern(several);
        if (!known.TryGetValue((anonymous, members), out BoundSubjects? subjects))
        {
            subjects = new BoundSubjects(anonymous, members);
            known.Add((anonymous, members), subjects);
        }

        return subjects;
    }

    private ImmutableArray<int> BlocksOf(SubjectSyntax syntax) => syntax switch
    {
        BuildingBlockSubjectSyntax named => blocks.FindBlock(named.Block) is { } block ? blocks.SetOf(block) : default,
        GroupSubjectSyntax named => groups.Find(named.Group),
        LabelsSubjectSyntax selector => blocks.BlocksWith(selector.Labels),
        AuthenticatedSubjectSyntax => blocks.AllBlocks,
        AnonymousSubjectSyntax => [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
