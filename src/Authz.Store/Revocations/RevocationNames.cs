using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Text;
using Authz.Store.Versions;

namespace Authz.Store.Revocations;

/// <summary>What the names of a revocation mean in one version.</summary>
public sealed class RevocationNames
{
    private readonly BoundPolicySet policies;
    private readonly ImmutableDictionary<string, int> blocks;

    public RevocationNames(BoundPolicySet policies)
    {
        this.policies = policies;
        blocks = policies.Blocks.ToImmutableDictionary(static block => block.Name, static block => block.Index, StringComparer.Ordinal);
    }

    /// <summary>Null where the version knows both names; else what is wrong, and what was perhaps meant.</summary>
    public string? ProblemOf(string from, string to)
    {
        if (from != Revocation.Everything && BlocksOf(from).IsEmpty && !policies.Groups.ContainsKey(from))
        {
            return policies.SecurityServers.Any(server => server.Name == from)
                ? $"`{from}` is a security server, which is no caller: name the building blocks for which it speaks"
                : Unknown(from, "building block or group", blocks.Keys.Concat(policies.Groups.Keys));
        }

        return to == Revocation.Everything || policies.Services.Any(service => IsNamed(service, to)) || blocks.ContainsKey(to)
            ? null
            : Unknown(to, "building block or service (`block/service`)", policies.Services.Select(static service => service.QualifiedName).Concat(blocks.Keys));
    }

    /// <summary>The blocks that a name stands for: the block, the members of the group, or all. Where it is both, both.</summary>
    internal ImmutableArray<int> BlocksOf(string from)
    {
        if (from == Revocation.Everything)
        {
            return [.. blocks.Values];
        }

        ImmutableArray<int> members = policies.Groups.GetValueOrDefault(from, []);
        return blocks.TryGetValue(from, out int block) && !members.Contains(block) ? members.Add(block) : members;
    }

    internal static bool IsNamed(BoundService service, string to) =>
        to == Revocation.Everything || to == service.QualifiedName || to == service.Block.Name;

    private static string Unknown(string name, string kind, IEnumerable<string> candidates) =>
        SimilarName.Find(name, candidates) is { } similar
            ? $"no {kind} is called `{name}`; did you mean `{similar}`?"
            : $"no {kind} is called `{name}`";
}
