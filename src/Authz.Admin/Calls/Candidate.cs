using System.Formats.Tar;
using System.Text;
using Authz.Admin.Administration;
using Authz.Admin.Http;
using Authz.Policies;
using Authz.Policies.Text;
using Authz.Store;

namespace Authz.Admin.Calls;

/// <summary>A set of policies as it is uploaded: a JSON object of paths and texts, or a tar archive of the folder.</summary>
internal static class Candidate
{
    public const string Tar = "application/x-tar";

    public const int BytesMax = 32 * 1024 * 1024;

    public const int FilesMax = 10_000;

    private const int PathLengthMax = 400;

    public static SourceSet Read(AdminRequest request) => request.MediaType == Tar ? ReadTar(request.Body) : ReadTexts(request);

    private static SourceSet ReadTexts(AdminRequest request)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach ((string path, string text) in request.Texts("files"))
        {
            AddFile(files, Required(path), Encoding.UTF8.GetBytes(text));
        }

        return SourceSet.Of(files);
    }

    /// <summary>As the folder is read: what is no policy file is left out, and a lock that is there must agree.</summary>
    private static SourceSet ReadTar(ReadOnlyMemory<byte> archive)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        SourceText? policyLock = null;
        try
        {
            using var stream = new MemoryStream(archive.ToArray(), writable: false);
            using var reader = new TarReader(stream);
            while (reader.GetNextEntry() is { } entry)
            {
                string path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
                bool isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
                if (path.Split('/').Any(static part => part.StartsWith('.') && part is not ("." or "..")) || entry.EntryType is TarEntryType.Directory)
                {
                    continue;
                }

                if (path == PolicyLock.FileName && isFile)
                {
                    policyLock = new SourceText(path, Encoding.UTF8.GetString(ContentOf(entry)));
                }
                else if (PolicyPath.IsSourceFile(path))
                {
                    AddFile(files, Required(path), isFile ? ContentOf(entry) : throw Malformed("the archive has a link, or a device: archive the files themselves"));
                }
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or NotSupportedException)
        {
            throw Malformed("the body is no tar archive, or a broken one: make it with `tar -C policies -c .`");
        }

        var sources = SourceSet.Of(files);
        return policyLock is not null && PolicyLock.Verify(policyLock, PolicyManifest.Of(sources)).FirstOrDefault() is { } fault
            ? throw new AdministrationException(Refusal.Invalid, $"the files are not what their lock says: {fault}")
            : sources;
    }

    private static void AddFile(Dictionary<string, ReadOnlyMemory<byte>> files, string path, byte[] content)
    {
        if (files.Count == FilesMax)
        {
            throw TooMany();
        }

        if (!files.TryAdd(path, content))
        {
            throw Malformed("the set has a file twice");
        }
    }

    private static byte[] ContentOf(TarEntry entry)
    {
        if (entry.Length > BytesMax)
        {
            throw Malformed("the archive says that a file is larger than the archive");
        }

        using var content = new MemoryStream();
        entry.DataStream?.CopyTo(content);
        return content.Length == entry.Length ? content.ToArray() : throw Malformed("the archive ends within a file");
    }

    private static string Required(string path) => path.Length <= PathLengthMax && PolicyPath.IsPlain(path) && PolicyPath.IsSourceFile(path)
        ? path
        : throw new AdministrationException(
            Refusal.Invalid,
            $"a file has a path that no set may hold: it is relative, has at most {PathLengthMax} characters, forward slashes, no `.` or `..` in it, "
            + "and ends in .yaml, .yml or .json");

    private static AdministrationException TooMany() => new(Refusal.TooLarge, $"a set has at most {FilesMax} files");

    private static AdministrationException Malformed(string message) => new(Refusal.Malformed, message);
}
