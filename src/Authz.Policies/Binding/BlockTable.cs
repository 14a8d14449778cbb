using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>The building blocks and services of a set, and how documents name them: one by one, or by labels.</summary>
internal sealed class BlockTable
{
    private readonly DiagnosticBag diagnostics;
    private readonly UnresolvedNames unresolved;
    private readonly HashSet<string> groupNames;
    private readonly Dictionary<string, BoundBlock> blocksByName;
    private readonly Dictionary<(string Key, string Value), List<int>> blocksByLabel = [];
    private readonly Dictionary<string, ImmutableArray<int>> selections = new(StringComparer.Ordinal);
    private readonly Dictionary<ImmutableArray<int>, ImmutableArray<int>> servicesOfBlocks = [];

    private readonly ImmutableArray<int>[] singleBlocks;
    private readonly ImmutableArray<int>[] singleServices;

    // Of block i: from serviceStarts[i] to serviceStarts[i + 1].
    private readonly int[] serviceStarts;

    public BlockTable(
        ImmutableArray<BoundBlock> blocks,
        ImmutableArray<BuildingBlockSyntax> blockSyntaxes,
        ImmutableArray<BoundService> services,
        ImmutableArray<ServiceSyntax> serviceSyntaxes,
        DiagnosticBag diagnostics,
        UnresolvedNames unresolved,
        ImmutableArray<GroupSyntax> groups)
    {
        this.diagnostics = diagnostics;
        this.unresolved = unresolved;
        groupNames = groups.Select(group => group.Name.Value).ToHashSet(StringComparer.Ordinal);
        Blocks = blocks;
        BlockSyntaxes = blockSyntaxes;
        Services = services;
        ServiceSyntaxes = serviceSyntaxes;
        blocksByName = blocks.ToDictionary(block => block.Name, StringComparer.Ordinal);
        singleBlocks = new ImmutableArray<int>[blocks.Length];
        singleServices = new ImmutableArray<int>[services.Length];
        serviceStarts = new int[blocks.Length + 1];
        foreach (BoundService service in services)
        {
            serviceStarts[service.Block.Index + 1] = service.Index + 1;
        }

        for (int i = 1; i < serviceStarts.Length; i++)
        {
            // A block without services begins and ends where the one before it ends.
            serviceStarts[i] = Math.Max(serviceStarts[i], serviceStarts[i - 1]);
        }

        AllBlocks = Pool.Intern([.. blocks.Select(block => block.Index)]);
        AllServices = Pool.Intern([.. services.Select(service => service.Index)]);
        AddLabels();
    }

    public ImmutableArray<BoundBlock> Blocks { get; }

    /// <summary>By the index of their block.</summary>
    public ImmutableArray<BuildingBlockSyntax> BlockSyntaxes { get; }

    public ImmutableArray<BoundService> Services { get; }

    /// <summary>By the index of their service.</summary>
    public ImmutableArray<ServiceSyntax> ServiceSyntaxes { get; }

    public ImmutableArray<int> AllBlocks { get; }

    public ImmutableArray<int> AllServices { get; }

    public IndexSetPool Pool { get; } = new();

    public bool HasBlock(string name) => blocksByName.ContainsKey(name);

    /// <summary>The block of that name; null, and reported, where there is none.</summary>
    public BoundBlock? FindBlock(Located<string> name)
    {
        if (blocksByName.TryGetValue(name.Value, out BoundBlock? block))
        {
            return block;
        }

        if (!unresolved.Withhold(name))
        {
            diagnostics.ReportUnknownBlock(name, blocksByName.Keys, groupNames.Contains(name.Value));
        }

        return null;
    }

    /// <summary>The service of that name; null, and reported, where the block has none.</summary>
    public BoundService? FindService(BoundBlock block, string name, SourceSpan where)
    {
        ReadOnlySpan<BoundService> services = ServicesOf(block);
        foreach (BoundService service in services)
        {
            if (service.Name == name)
            {
                return service;
            }
        }

        // A block with an error in it may have lost the service to that error.
        if (!BlockSyntaxes[block.Index].HasErrors)
        {
            diagnostics.ReportUnknownService(where, name, block.Name, NamesOf(services));
        }

        return null;
    }

    /// <summary>The set of one block.</summary>
    public ImmutableArray<int> SetOf(BoundBlock block)
    {
        if (singleBlocks[block.Index].IsDefault)
        {
            singleBlocks[block.Index] = Pool.Intern([block.Index]);
        }

        return singleBlocks[block.Index];
    }

    /// <summary>The set of one service.</summary>
    public ImmutableArray<int> SetOf(BoundService service)
    {
        if (singleServices[service.Index].IsDefault)
        {
            singleServices[service.Index] = Pool.Intern([service.Index]);
        }

        return singleServices[service.Index];
    }

    public ReadOnlySpan<BoundService> ServicesOf(BoundBlock block) =>
        Services.AsSpan()[serviceStarts[block.Index]..serviceStarts[block.Index + 1]];

    /// <summary>Every service of these blocks.</summary>
    /// <param name="blocks">A group or a selection: each is one array, by which its services are remembered.</param>
    public ImmutableArray<int> ServicesOf(ImmutableArray<int> blocks)
    {
        if (servicesOfBlocks.TryGetValue(blocks, out ImmutableArray<int> known))
        {
            return known;
        }

        var services = new List<int>();
        foreach (int block in blocks)
        {
            for (int service = serviceStarts[block]; service < serviceStarts[block + 1]; service++)
            {
                services.Add(service);
            }
        }

        ImmutableArray<int> found = Pool.Intern(services);
        servicesOfBlocks.Add(blocks, found);
        return found;
    }

    /// <summary>The blocks that carry every one of these labels.</summary>
    public ImmutableArray<int> BlocksWith(ImmutableArray<LabelSyntax> labels)
    {
        // Neither a key nor a value has a line end.
        string selector = string.Join('\n', labels.Select(label => $"{label.Key.Value}\n{label.Value.Value}"));
        if (!selections.TryGetValue(selector, out ImmutableArray<int> selected))
        {
            selected = Select(labels);
            selections.Add(selector, selected);
        }

        return selected;
    }

    private ImmutableArray<int> Select(ImmutableArray<LabelSyntax> labels)
    {
        // INVARIANT: no label selects nobody.
        List<int>? selected = null;
        foreach (LabelSyntax label in labels)
        {
            if (!blocksByLabel.TryGetValue((label.Key.Value, label.Value.Value), out List<int>? carriers))
            {
                return [];
            }

            selected = selected is null ? [.. carriers] : [.. selected.Intersect(carriers)];
        }

        return Pool.Intern(selected ?? []);
    }

    private void AddLabels()
    {
        foreach (BoundBlock block in Blocks)
        {
            foreach ((string key, string value) in block.Labels)
            {
                if (!blocksByLabel.TryGetValue((key, value), out List<int>? carriers))
                {
                    carriers = [];
                    blocksByLabel.Add((key, value), carriers);
                }

                carriers.Add(block.Index);
            }
        }
    }

    private static string[] NamesOf(ReadOnlySpan<BoundService> services)
    {
        var names = new string[services.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = services[i].Name;
        }

        return names;
    }
}
