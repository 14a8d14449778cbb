using System.Collections.Frozen;
using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;

namespace Authz.Cli.EnvoyChecks;

/// <summary>What a configuration has to know of a set of policies.</summary>
internal sealed class PolicyFacts
{
    private readonly FrozenDictionary<string, BoundService> services;
    private readonly ILookup<int, PolicyRead> reads;

    public PolicyFacts(BoundPolicySet policies)
    {
        services = policies.Services.ToFrozenDictionary(service => service.QualifiedName, StringComparer.Ordinal);
        PolicyRead[] all =
        [
            .. from policy in policies.Policies
               from rule in policy.Rules
               from attribute in rule.When is { } condition ? AttributesOf(condition) : []
               from service in policy.Services
               select new PolicyRead(service, attribute.Kind, attribute.Name, rule),
        ];
        reads = all.ToLookup(read => read.Service);
        HeadersRead = [.. all.Where(read => read.Kind == AttributeKind.Header).Select(read => read.Name).Distinct().Order(StringComparer.Ordinal)];
        ServerNames = [.. policies.Services.Where(service => service.IsTcp).SelectMany(service => service.Sni)];
    }

    public IEnumerable<string> ServiceNames => services.Keys;

    public ImmutableArray<string> HeadersRead { get; }

    /// <summary>Of tcp services, in lower case.</summary>
    public ImmutableHashSet<string> ServerNames { get; }

    public BoundService? Find(string name) => services.GetValueOrDefault(name);

    /// <summary>The one HTTP service whose base path this is, if it is one.</summary>
    public BoundService? At(string path)
    {
        BoundService[] found = [.. services.Values.Where(service => !service.IsTcp && service.BasePath == path.TrimEnd('/'))];
        return found is [{ } one] ? one : null;
    }

    public IEnumerable<PolicyRead> ReadsOf(BoundService service) => reads[service.Index];

    private static IEnumerable<AttributeReference> AttributesOf(BoundCondition condition) => condition switch
    {
        BoundAll all => all.Conditions.SelectMany(AttributesOf),
        BoundAny any => any.Conditions.SelectMany(AttributesOf),
        BoundNot not => AttributesOf(not.Condition),
        BoundComparison { Other: { } other } comparison => [comparison.Attribute, other],
        BoundComparison comparison => [comparison.Attribute],
        _ => [],
    };
}
