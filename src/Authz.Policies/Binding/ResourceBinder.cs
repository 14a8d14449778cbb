using System.Collections.Immutable;
using Authz.Policies.Syntax;

namespace Authz.Policies.Binding;

/// <summary>Resources to services.</summary>
internal sealed class ResourceBinder(BlockTable blocks, GroupTable groups)
{
    /// <summary>Whether each name of the resources bound last resolved to something without an error in it.</summary>
    public bool AreWhole { get; private set; }

    public ImmutableArray<int> Bind(ImmutableArray<ResourceSyntax> syntaxes)
    {
        AreWhole = true;
        ImmutableArray<int> single = [];
        List<int>? several = null;
        foreach (ResourceSyntax syntax in syntaxes)
        {
            ImmutableArray<int> found = ServicesOf(syntax);
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

        // A single resource is pooled already.
        return several is null ? single : blocks.Pool.Intern(several);
    }

    private ImmutableArray<int> ServicesOf(ResourceSyntax syntax) => syntax switch
    {
        ServiceResourceSyntax named => ServicesOf(named),
        GroupResourceSyntax named => groups.Find(named.Group) is { IsDefault: false } members
            ? blocks.ServicesOf(members)
            : default,
        LabelsResourceSyntax selector => blocks.ServicesOf(blocks.BlocksWith(selector.Labels)),
        AllResourceSyntax => blocks.AllServices,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private ImmutableArray<int> ServicesOf(ServiceResourceSyntax named)
    {
        if (blocks.FindBlock(named.Block) is not { } block)
        {
            return default;
        }

        if (named.Service.Value == ServiceResourceSyntax.AllServices)
        {
            return blocks.ServicesOf(blocks.SetOf(block));
        }

        return blocks.FindService(block, named.Service.Value, named.Service.Span) is { } service
            ? blocks.SetOf(service)
            : default;
    }
}
