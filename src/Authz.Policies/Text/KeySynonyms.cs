using System.Collections.Frozen;

namespace Authz.Policies.Text;

/// <summary>Words that other languages have for a key of this one, too far from it to be found as similar.</summary>
internal static class KeySynonyms
{
    // Of several meanings the first counts that is known where the word stands.
    private static readonly FrozenDictionary<string, string[]> meanings = new Dictionary<string, string[]>
    {
        ["eq"] = ["equals"],
        ["equal"] = ["equals"],
        ["is"] = ["equals"],
        ["startsWith"] = ["prefix"],
        ["beginsWith"] = ["prefix"],
        ["endsWith"] = ["suffix"],
        ["regex"] = ["matches"],
        ["regexp"] = ["matches"],
        ["oneOf"] = ["in"],
        ["anyOf"] = ["in", "any"],
        ["allOf"] = ["all"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string? Find(string key, IReadOnlyCollection<string> known) =>
        meanings.TryGetValue(key, out string[]? candidates) ? candidates.FirstOrDefault(known.Contains) : null;
}
