using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Authz.Policies.Syntax;

/// <summary>
/// What the files of one set said, for the set that comes after it: a file of the same path and the same bytes says the same. INVARIANT:
/// a file is remembered only if there was nothing to say about it, and as it was before other files were looked up for it; so
/// what a set reads to, findings included, never depends on what was read before.
/// </summary>
internal sealed class ReadingMemory
{
    private Dictionary<string, (byte[] Digest, ImmutableArray<DocumentSyntax> Documents)> kept = new(StringComparer.Ordinal);
    private Dictionary<string, (byte[] Digest, ImmutableArray<DocumentSyntax> Documents)> current = new(StringComparer.Ordinal);

    /// <summary>How many files of the set that is kept are known.</summary>
    public int Count => kept.Count;

    /// <summary>The digest of bytes as they are: a line end of another kind moves every place behind it.</summary>
    public static byte[] DigestOf(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes);

    /// <summary>The documents of the file, if the set that is kept had the very same.</summary>
    public bool TryRecall(string path, byte[] digest, out ImmutableArray<DocumentSyntax> documents)
    {
        if (kept.TryGetValue(path, out (byte[] Digest, ImmutableArray<DocumentSyntax> Documents) known)
            && known.Digest.AsSpan().SequenceEqual(digest))
        {
            current[path] = known;
            documents = known.Documents;
            return true;
        }

        documents = default;
        return false;
    }

    /// <summary>Remembers a file of the set that is being read.</summary>
    public void Note(string path, byte[] digest, ImmutableArray<DocumentSyntax> documents) => current[path] = (digest, documents);

    /// <summary>The set that was read takes the place of the one that was kept.</summary>
    public void Keep()
    {
        (kept, current) = (current, kept);
        current.Clear();
    }

    /// <summary>The set that was read is forgotten, and the one that was kept stays.</summary>
    public void Drop() => current.Clear();
}
