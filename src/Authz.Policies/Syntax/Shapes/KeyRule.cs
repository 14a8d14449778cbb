using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Shapes;

/// <summary>What a key asks of the others. The readers and validators hold it in their own words.</summary>
/// <param name="Key">The rule holds where this key is there.</param>
/// <param name="Word">With a word: only where the key says this word.</param>
/// <param name="OrAbsent">Also where the key is not there, for the word is the one that is meant then.</param>
internal sealed record KeyRule(string Key, string? Word = null, bool OrAbsent = false)
{
    /// <summary>One of these sets of keys must be there whole.</summary>
    public ImmutableArray<ImmutableArray<string>> Needs { get; init; } = [];

    /// <summary>None of these keys may be there.</summary>
    public ImmutableArray<string> Excludes { get; init; } = [];
}
