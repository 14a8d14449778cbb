namespace Authz.Policies.Compilation.Passes;

/// <summary>A list of nodes or terminals of a <see cref="TrieArena"/>, each of which tells the next.</summary>
internal struct TrieRun
{
    public int Last;
    public int Count;

    private int first;

    public int First
    {
        readonly get => Count == 0 ? TrieArena.None : first;
        set => first = value;
    }
}
