using System.Collections.Frozen;

namespace Authz.Policies.Syntax.Values;

/// <summary>Keys of the dynamic metadata that a rule may write beside ours.</summary>
internal static class MetadataKey
{
    // What an answer says of itself, now or in a version to come.
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "decision_id", "decision", "version", "rule", "subject", "reason", "shadow_rule", "expired_rule", "service", "operation",
        "effect", "policy", "client", "status", "error");

    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string key)
    {
        if (key.Length is 0 or > PolicyLimits.NameLengthMax || !char.IsAsciiLetter(key[0]))
        {
            return $"is not a key: a letter, then letters, digits, `_`, `-` and `.`, at most {PolicyLimits.NameLengthMax}";
        }

        foreach (char c in key)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return "is not a key: a letter, then letters, digits, `_`, `-` and `.`";
            }
        }

        return Reserved.Contains(key) ? "is the product's own" : null;
    }
}
