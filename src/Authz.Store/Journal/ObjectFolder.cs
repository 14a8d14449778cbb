using System.Security.Cryptography;

namespace Authz.Store.Journal;

/// <summary>Bytes by their SHA-256: the same content is kept once, however many versions hold it.</summary>
internal sealed class ObjectFolder(DurableFolder folder)
{
    public string Path => folder.Path;

    public static string NameOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public string Put(ReadOnlySpan<byte> content)
    {
        string name = NameOf(content);

        // One that was damaged since is written anew.
        if (!folder.Has(name) || Get(name) is null)
        {
            folder.Write(name, content);
        }

        return name;
    }

    /// <summary>Null: it is not there, or not what was put.</summary>
    public byte[]? Get(string name) => folder.Read(name) is { } content && NameOf(content) == name ? content : null;

    public void RemoveAllBut(IReadOnlySet<string> names)
    {
        foreach (string name in folder.Names().Where(name => !names.Contains(name)).ToArray())
        {
            folder.TryDelete(name);
        }
    }
}
