using System.Collections.Immutable;
using System.Text.Json;
using Authz.Policies.Syntax;

namespace Authz.Policies.Binding;

/// <summary>
/// A set of public keys (RFC 7517), from a file or from an issuer's address: judged by the same rules. One key that is
/// wrong makes the whole set wrong, for nobody can say what else its author did not mean.
/// </summary>
public sealed class JsonWebKeySet
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = PolicyLimits.NestingMax,
    };

    private JsonWebKeySet(ImmutableArray<PublicJsonWebKey> keys, ImmutableArray<JsonWebKeyFault> faults)
    {
        Keys = faults.IsEmpty ? keys : [];
        Faults = faults;
    }

    /// <summary>In the order of the set; keys that are not for signatures are left out. None where there are faults.</summary>
    public ImmutableArray<PublicJsonWebKey> Keys { get; }

    public ImmutableArray<JsonWebKeyFault> Faults { get; }

    /// <param name="algorithms">One of them must fit a key; empty: any set will do.</param>
    public static JsonWebKeySet Read(ReadOnlyMemory<byte> text, ImmutableArray<TokenAlgorithm> algorithms)
    {
        if (text.Length > PolicyLimits.KeyFileBytesMax)
        {
            return Of(new JsonWebKeyFault($"is larger than {PolicyLimits.KeyFileBytesMax} bytes"));
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            return Judge(document.RootElement, algorithms);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is for text that is no UTF-8 or half a surrogate pair.
            // The reader's own words may quote what it read, which may be a secret.
            return Of(new JsonWebKeyFault("is not JSON, or names something twice"));
        }
    }

    private static JsonWebKeySet Judge(JsonElement root, ImmutableArray<TokenAlgorithm> algorithms)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("keys", out JsonElement list)
            || list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() == 0)
        {
            return Of(new JsonWebKeyFault("has no list `keys` with a key in it"));
        }

        if (list.GetArrayLength() > PolicyLimits.KeysMax)
        {
            return Of(new JsonWebKeyFault($"has more than {PolicyLimits.KeysMax} keys"));
        }

        ImmutableArray<PublicJsonWebKey>.Builder keys = ImmutableArray.CreateBuilder<PublicJsonWebKey>();
        ImmutableArray<JsonWebKeyFault>.Builder faults = ImmutableArray.CreateBuilder<JsonWebKeyFault>();
        var names = new HashSet<(string, TokenAlgorithm)>();
        int number = 0;
        foreach (JsonElement element in list.EnumerateArray())
        {
            number++;
            if (JsonWebKey.SecretOf(element) is { } secret)
            {
                faults.Add(new JsonWebKeyFault($"has as key {number} one that can sign", number, secret));
            }
            else if (JsonWebKey.FaultOf(element) is { } fault)
            {
                faults.Add(new JsonWebKeyFault($"has as key {number} one that {fault}", number));
            }
            else if (JsonWebKey.Read(element) is { } key)
            {
                // A token names its key and its algorithm: it must lead to one key.
                if (key.Id is { } id && !key.Algorithms.All(algorithm => names.Add((id, algorithm))))
                {
                    faults.Add(new JsonWebKeyFault($"has as key {number} one whose `kid` another key for the same algorithm has", number));
                }

                keys.Add(key);
            }
        }

        if (faults.Count == 0 && !algorithms.IsEmpty && !keys.Any(key => key.Algorithms.Any(algorithms.Contains)))
        {
            faults.Add(new JsonWebKeyFault("has no key for any of the issuer's `algorithms`"));
        }

        return new JsonWebKeySet(keys.ToImmutable(), faults.ToImmutable());
    }

    private static JsonWebKeySet Of(JsonWebKeyFault fault) => new([], [fault]);
}
