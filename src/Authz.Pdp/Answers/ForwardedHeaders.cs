using System.Collections.Immutable;
using Authz.Policies.Binding;

namespace Authz.Pdp.Answers;

/// <summary>What a provider hears of the caller beside its name, and what it must not hear.</summary>
public sealed record ForwardedHeaders
{
    public static ForwardedHeaders None { get; } = new() { Clients = ImmutableDictionary<string, string>.Empty, Removed = [] };

    /// <summary>By the block's name: its client identifier, each part percent-encoded. Blocks without one are missing.</summary>
    public required ImmutableDictionary<string, string> Clients { get; init; }

    /// <summary>The headers that carry API keys: a key is between its holder and this service.</summary>
    public required ImmutableArray<string> Removed { get; init; }

    public static ForwardedHeaders Of(BoundPolicySet policies) => new()
    {
        Clients = policies.Blocks
            .Where(block => block.Client is not null)
            .ToImmutableDictionary(block => block.Name, block => Encode(block.Client ?? ""), StringComparer.Ordinal),
        Removed =
        [
            .. policies.Blocks
                .SelectMany(block => block.ApiKeys.Select(key => key.Header))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ],
    };

    private static string Encode(string client) => string.Join('/', client.Split('/').Select(Uri.EscapeDataString));
}
