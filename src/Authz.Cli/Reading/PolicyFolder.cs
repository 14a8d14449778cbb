using System.Collections.Immutable;
using Authz.Policies;
using Authz.Policies.Analysis.Lints;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Text;
using Authz.Store;

namespace Authz.Cli.Reading;

/// <summary>A folder of policies, read and compiled as the service would.</summary>
internal sealed class PolicyFolder
{
    private PolicyFolder(string directory, FolderListing listing, CompilationResult? compilation)
    {
        Compilation = compilation;
        Directory = directory;
        Listing = listing;
    }

    public string Directory { get; }

    public FolderListing Listing { get; }

    /// <summary>Null: the folder could not be read whole.</summary>
    public CompilationResult? Compilation { get; }

    public SourceSet Sources => Listing.Sources;

    /// <summary>Null where there are errors, as the tree is.</summary>
    public BoundPolicySet? Policies => Compilation?.Policies;

    public DecisionTree? Tree => Compilation?.Tree;

    /// <summary>What cannot be read, or else what is wrong with what was read.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Compilation?.Diagnostics ?? Listing.Faults;

    /// <summary>What differs from `policies.lock`: the service does not take such a folder.</summary>
    public ImmutableArray<Diagnostic> LockFaults => Listing.Faults.IsEmpty
        ? Listing.FaultsUnder(LockMode.WhenPresent)
        : [];

    /// <summary>What a verb returns that cannot go on.</summary>
    public int FailureCode => Compilation is null ? ExitCodes.Unusable : ExitCodes.Findings;

    public static PolicyFolder Read(string directory) =>
        Read(directory, sources => PolicyCompilation.Run(sources, new CompilationOptions()));

    /// <summary>With advice.</summary>
    public static PolicyFolder ReadWithLints(string directory, LintOptions lints) =>
        Read(directory, sources => PolicyCompilation.RunWithLints(sources, new CompilationOptions(), lints));

    private static PolicyFolder Read(string directory, Func<SourceSet, CompilationResult> compile)
    {
        if (directory.StartsWith('-'))
        {
            throw new InputException($"`{directory}` is no option here, and no name of a folder either; --help lists the options");
        }

        if (File.Exists(directory))
        {
            throw new InputException($"`{directory}` is a file; name the folder that it is in");
        }

        FolderListing listing = new FolderReader().Read(directory);
        if (!listing.Faults.IsEmpty)
        {
            return new PolicyFolder(directory, listing, null);
        }

        CompilationResult compilation = compile(listing.Sources);
        if (compilation.Policies is { Blocks.IsEmpty: true })
        {
            throw new InputException(
                $"the files in `{directory}` declare no building block; the service puts no such set in force");
        }

        return new PolicyFolder(directory, listing, compilation);
    }
}
