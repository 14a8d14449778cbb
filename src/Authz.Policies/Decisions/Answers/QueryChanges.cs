using System.Collections.Frozen;
using System.Text;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Decisions.Answers;

/// <summary>
/// The parameters that rules have Envoy set or remove. Envoy finds them by their bytes, a service by what they decode to: one
/// that is spelled in another way would stay, and the change that the right hangs on would not be made.
/// </summary>
internal sealed class QueryChanges
{
    // Longer names with escapes in them are refused instead of read.
    private const int NameBytesMax = 1024;

    private readonly FrozenDictionary<int, byte[][]> namesOfRule;

    public QueryChanges(FrozenDictionary<int, AllowAnswer> answers)
    {
        namesOfRule = answers
            .Where(pair => pair.Value.SetQuery.Length + pair.Value.RemoveQuery.Length > 0)
            .ToFrozenDictionary(pair => pair.Key, pair => NamesOf(pair.Value));
        Any = namesOfRule.Count > 0;
    }

    public bool Any { get; }

    /// <summary>Whether a service might read a parameter that the rule changes and Envoy leaves as it is.</summary>
    public bool AreEvaded(int rule, ReadOnlySpan<byte> target)
    {
        if (!namesOfRule.TryGetValue(rule, out byte[][]? names)
            || !QueryText.TryFind(target, out ReadOnlySpan<byte> query))
        {
            return false;
        }

        if (!QueryText.HasPlainBytes(query))
        {
            return true;
        }

        Span<byte> scratch = stackalloc byte[NameBytesMax];
        while (QueryText.TryReadPiece(ref query, out ReadOnlySpan<byte> rawName, out _))
        {
            // The names of policies need no escapes and have no spaces, so that a `+` leads to none of them.
            if (rawName.Contains((byte)'%') && MayBeOneOf(names, rawName, scratch))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayBeOneOf(byte[][] names, ReadOnlySpan<byte> rawName, Span<byte> scratch)
    {
        if (rawName.Length > scratch.Length
            || !QueryText.TryDecode(rawName, plusIsSpace: false, scratch, out ReadOnlySpan<byte> decoded))
        {
            return true;
        }

        foreach (byte[] name in names)
        {
            if (decoded.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][] NamesOf(AllowAnswer answer) =>
        [.. answer.SetQuery.Select(pair => pair.Key).Concat(answer.RemoveQuery).Select(Encoding.UTF8.GetBytes)];
}
