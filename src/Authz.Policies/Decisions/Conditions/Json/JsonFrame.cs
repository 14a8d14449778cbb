namespace Authz.Policies.Decisions.Conditions.Json;

/// <summary>An object or array that is not closed yet.</summary>
internal struct JsonFrame
{
    public bool IsArray;

    /// <summary>Its node in the trie of pointers, or -1: nobody asks for it or for anything within.</summary>
    public int Node;

    public int Start;

    /// <summary>Elements or members begun so far, less one.</summary>
    public int Index;

    /// <summary>Where the hashes of its names begin.</summary>
    public int NamesStart;

    /// <summary>It has a name, or as an array an element, with half a surrogate pair.</summary>
    public bool IsBroken;
}
