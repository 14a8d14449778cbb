using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Authz.Policies;

namespace Authz.Store;

/// <summary>
/// The files of a set and their digests, sorted by path: one line a file, as `sha256sum` prints it. That text is what a
/// `policies.lock` holds, and its digest is the identity of the version.
/// </summary>
public sealed class PolicyManifest
{
    private PolicyManifest(ImmutableSortedDictionary<string, string> files)
    {
        Files = files;
        Text = TextOf(files);
        Digest = new PolicyDigest(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))));
    }

    /// <summary>Path to digest. Sorted ordinally, so that the order of a folder's listing leaves no trace.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; }

    /// <summary>INVARIANT: two sets with different files have different texts: a digest has a fixed width, a path no line end.</summary>
    public string Text { get; }

    public PolicyDigest Digest { get; }

    /// <exception cref="ArgumentException">A path is not <see cref="PolicyPath.IsPlain(string)"/>: two sets could share a text.</exception>
    public static PolicyManifest Of(SourceSet sources)
    {
        foreach (string path in sources.Files.Keys)
        {
            if (!PolicyPath.IsPlain(path))
            {
                throw new ArgumentException($"`{path}` is not a path that a set of policies may hold", nameof(sources));
            }
        }

        return new PolicyManifest(sources.Files.ToImmutableSortedDictionary(static file => file.Key, static file => DigestOf(file), StringComparer.Ordinal));
    }

    private static string DigestOf(KeyValuePair<string, ReadOnlyMemory<byte>> file)
    {
        string digest = FileDigest.Of(file.Key, file.Value.Span);

        // Of thousands of files this takes a while: whoever waits for the core gets it after each.
        Thread.Yield();
        return digest;
    }

    private static string TextOf(ImmutableSortedDictionary<string, string> files)
    {
        var text = new StringBuilder();
        foreach ((string path, string digest) in files)
        {
            text.Append(digest).Append("  ").Append(path).Append('\n');
        }

        return text.ToString();
    }
}
