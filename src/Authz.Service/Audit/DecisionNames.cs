using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Binding;
using Authz.Store;

namespace Authz.Service.Audit;

/// <summary>
/// What the indexes of a version's decisions stand for. The strings are the version's own; but whoever holds them holds
/// neither its tree nor its answers.
/// </summary>
internal sealed class DecisionNames
{
    private readonly ImmutableArray<string> basePaths;
    private readonly ImmutableArray<ImmutableArray<string>> paths;

    public DecisionNames(PolicyVersion version)
    {
        Version = Encoding.ASCII.GetBytes($",\"version\":{version.Number},\"digest\":\"{version.Digest.Hex}\"");
        Blocks = version.Tree.BlockNames;
        Services = version.Tree.ServiceNames;
        Rules = version.Tree.RuleNames;
        Operations = version.Tree.OperationNames;
        ImmutableArray<BoundService> services = version.Policies.Services;
        basePaths = [.. services.Select(static service => service.BasePath)];
        paths = [.. services.Select(static service => service.Operations.Select(static one => one.Path.Text).ToImmutableArray())];
    }

    /// <summary>Number and digest as members of a line, which begin with a comma.</summary>
    public byte[] Version { get; }

    public ImmutableArray<string> Blocks { get; }

    public ImmutableArray<string> Services { get; }

    public ImmutableArray<string> Rules { get; }

    public ImmutableArray<ImmutableArray<string>> Operations { get; }

    public string BasePathOf(int service) => basePaths[service];

    /// <summary>The operation's template, below the base path.</summary>
    public string PathOf(int service, int operation) => paths[service][operation];
}
