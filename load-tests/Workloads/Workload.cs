using Authz.Workloads.Policies;
using Authz.Workloads.Requests;

namespace Authz.Workloads;

/// <summary>A mix over a country of so many rules: what to load, what to ask, and what must come back.</summary>
public sealed class Workload
{
    private Workload(WorkloadDefinition definition, PolicyWorld world, IReadOnlyList<WorkloadRequest> requests, IReadOnlyList<(string Name, string Text)> policies)
    {
        Definition = definition;
        World = world;
        Requests = requests;
        Policies = policies;
    }

    public WorkloadDefinition Definition { get; }

    public PolicyWorld World { get; }

    /// <summary>In the order in which they are sent, again from the start behind the last.</summary>
    public IReadOnlyList<WorkloadRequest> Requests { get; }

    /// <summary>Files of the policy folder, by their names with forward slashes.</summary>
    public IReadOnlyList<(string Name, string Text)> Policies { get; }

    /// <param name="requestCount">Null: as many as the mix has of itself.</param>
    public static Workload Create(WorkloadDefinition definition, int ruleCount, int seed, int? requestCount = null)
    {
        var world = new PolicyWorld(ruleCount, seed);
        using var make = new RequestMaker(world);

        // Signatures take their time; each request depends on its number alone, so that the order of the work does not matter.
        WorkloadRequest[] requests =
        [
            .. ParallelEnumerable.Range(0, requestCount ?? definition.RequestCount).AsOrdered().Select(number => definition.Request(make, number)),
        ];
        return new Workload(definition, world, requests, [.. PolicyFiles.Write(world, make.Tokens)]);
    }

    /// <summary>The same requests over policies by which every so many-th block may call nothing: some are answered otherwise.</summary>
    public Workload Withdrawn(int each)
    {
        HashSet<string> withdrawn = [.. World.Grants.Where(grant => PolicyWorld.IsWithdrawn(grant.Caller, each)).Select(grant => grant.QualifiedName)];
        IEnumerable<WorkloadRequest> requests = Requests.Select(request =>
            request is { Expected: ExpectedVerdict.Allowed, Rule: { } rule } && withdrawn.Contains(rule)
                ? request with { Expected = ExpectedVerdict.Refused, Rule = PolicyWorld.WithdrawnRuleName, Reason = "denied_by_rule", Peers = null }
                : request);
        return new Workload(Definition, World, [.. requests], [.. Policies, PolicyFiles.Withdrawal(World, each)]);
    }
}
