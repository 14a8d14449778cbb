namespace Authz.Workloads.Policies;

/// <summary>One allow rule: one block may call one service by one method on one pattern.</summary>
/// <param name="Policy">Number of its policy.</param>
/// <param name="Rule">Its place in that policy.</param>
/// <param name="Caller">Number of the block that calls.</param>
/// <param name="Target">Number of the block whose service is called.</param>
/// <param name="Word">First segment of the path, unique within the policy.</param>
/// <param name="NeedsPurpose">Whether the header `x-purpose` must say `care` or `emergency`.</param>
public sealed record Grant(
    int Policy, int Rule, int Caller, int Target, string Method, string Word, PathShape Shape, bool NeedsPurpose)
{
    public string PolicyName => PolicyWorld.PolicyName(Policy);

    public string RuleName => $"r{Rule}";

    public string QualifiedName => $"{PolicyName}/{RuleName}";

    /// <summary>The pattern in the policy language.</summary>
    public string Pattern => Shape switch
    {
        PathShape.Item => $"/{Word}/{{id}}",
        PathShape.Collection => $"/{Word}",
        PathShape.SubItems => $"/{Word}/{{id}}/notes",
        PathShape.Tree => $"/{Word}/**",
        PathShape.File => $"/{Word}/{{name}}.{{format}}",
        PathShape.Prefix => $"/{Word}/2026-*",
        PathShape.Action => $"/{Word}/{{id}}/actions/confirm",
    };

    /// <summary>A path below the base path that the pattern matches.</summary>
    public string PathFor(int id) => Shape switch
    {
        PathShape.Item => $"/{Word}/{id}",
        PathShape.Collection => $"/{Word}",
        PathShape.SubItems => $"/{Word}/{id}/notes",
        PathShape.Tree => $"/{Word}/{id}/pages/{id % 7}",
        PathShape.File => $"/{Word}/report{id}.pdf",
        PathShape.Prefix => $"/{Word}/2026-{id}",
        PathShape.Action => $"/{Word}/{id}/actions/confirm",
    };
}
