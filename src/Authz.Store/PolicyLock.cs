using System.Buffers;
using System.Collections.Immutable;
using Authz.Policies;
using Authz.Policies.Text;

namespace Authz.Store;

/// <summary>
/// `policies.lock`: the author's word which files make up the set. While a checkout is half done, the folder and its lock
/// differ, and nothing goes live.
/// </summary>
public static class PolicyLock
{
    public const string FileName = "policies.lock";

    private const string Separator = "  ";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The text of the lock that holds for these files.</summary>
    public static string Write(SourceSet sources) => PolicyManifest.Of(sources).Text;

    /// <summary>Each difference between the lock and the files. None: exactly these files with exactly these bytes.</summary>
    public static ImmutableArray<Diagnostic> Verify(SourceText policyLock, PolicyManifest manifest)
    {
        var faults = ImmutableArray.CreateBuilder<Diagnostic>();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (SourceSpan line in LinesOf(policyLock))
        {
            VerifyLine(line, manifest, listed, faults);
        }

        foreach (string path in manifest.Files.Keys.Where(path => !listed.Contains(path)))
        {
            faults.Add(StoreDiagnostics.NotInLock(path));
        }

        return faults.ToImmutable();
    }

    private static void VerifyLine(
        SourceSpan where, PolicyManifest manifest, HashSet<string> listed, ImmutableArray<Diagnostic>.Builder faults)
    {
        string line = where.Source.Text.Substring(where.Span.Start, where.Span.Length);
        if (!TrySplit(line, out string digest, out string path))
        {
            faults.Add(StoreDiagnostics.LockLineMalformed(where));
        }
        else if (!listed.Add(path))
        {
            faults.Add(StoreDiagnostics.LockedTwice(where, path));
        }
        else if (!manifest.Files.TryGetValue(path, out string? found))
        {
            faults.Add(StoreDiagnostics.LockedFileMissing(where, path));
        }
        else if (found != digest)
        {
            faults.Add(StoreDiagnostics.LockedFileDiffers(where, path));
        }
    }

    private static bool TrySplit(string line, out string digest, out string path)
    {
        digest = "";
        path = "";
        int pathStart = FileDigest.HexLength + Separator.Length;
        if (line.Length <= pathStart
            || line.AsSpan(0, FileDigest.HexLength).ContainsAnyExcept(HexDigits)
            || !line.AsSpan(FileDigest.HexLength).StartsWith(Separator, StringComparison.Ordinal))
        {
            return false;
        }

        digest = line[..FileDigest.HexLength];
        path = line[pathStart..];
        return PolicyPath.IsPlain(path);
    }

    private static IEnumerable<SourceSpan> LinesOf(SourceText policyLock)
    {
        int start = 0;
        while (start < policyLock.Text.Length)
        {
            int end = policyLock.Text.IndexOf('\n', start);
            end = end < 0 ? policyLock.Text.Length : end;

            // A checkout on Windows may have given the lock CRLF, as it may the policies.
            int length = end > start && policyLock.Text[end - 1] == '\r' ? end - 1 - start : end - start;
            yield return new SourceSpan(policyLock, new TextSpan(start, length));
            start = end + 1;
        }
    }
}
