using Authz.Policies.Binding;

namespace Authz.Policies.Compilation.Passes;

/// <summary>A node while its trie grows.</summary>
internal struct TrieNode()
{
    /// <summary>The text of the literal that leads here, or the shape of the pattern.</summary>
    public string Text = "";

    /// <summary>The pattern that leads here; null: a literal does, or any segment.</summary>
    public SegmentPattern? Pattern;

    /// <summary>The next child of the same parent and kind.</summary>
    public int Next = TrieArena.None;

    /// <summary>The child that any segment leads to.</summary>
    public int Any = TrieArena.None;

    /// <summary>Where it was laid out.</summary>
    public int Place = TrieArena.None;

    public TrieRun Literals;
    public TrieRun Patterns;
    public TrieRun Terminals;
    public TrieRun Below;
}
