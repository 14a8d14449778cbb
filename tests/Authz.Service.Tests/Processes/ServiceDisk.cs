using System.Text;
using Authz.Policies;
using Authz.Service.Tests.Audit;
using Authz.Store;
using Authz.Store.Journal;
using Authz.Store.Versions;

namespace Authz.Service.Tests.Processes;

/// <summary>The disk of a service: its data, and a folder of policies that whoever runs it may read.</summary>
internal sealed class ServiceDisk : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("authz-process-");

    public ServiceDisk()
    {
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Policies);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root.FullName, Readable);
        }
    }

    /// <summary>Nurses may read.</summary>
    public static string Open => AuditPolicies.Registry;

    /// <summary>Nurses may not: a file beside the others, as a deny often is.</summary>
    public static string NursesDenied =>
        """
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: closed}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: registry}]
          resources: [{buildingBlock: registry, service: records}]
          rules:
            - {name: nurses, effect: deny, operations: [read], when: [header: {name: x-role, equals: nurse}]}
        """;

    /// <summary>Another version in which nurses may not.</summary>
    public static string Closed => $"{Open}\n---\n{NursesDenied}";

    public string Data => Path.Combine(root.FullName, "data");

    public string Policies => Path.Combine(root.FullName, "policies");

    public string Journal => JournalOptions.FolderIn(Data);

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Policies, name), text);

    public void Remove(string name) => File.Delete(Path.Combine(Policies, name));

    /// <summary>As `authz lock` does.</summary>
    public void Lock() => Write(PolicyLock.FileName, PolicyLock.Write(Sources()));

    public string DigestOfPolicies() => PolicyManifest.Of(Sources()).Digest.Hex;

    /// <summary>As the first start of the admin API does.</summary>
    public void WriteToken() => File.WriteAllText(Path.Combine(Data, "admin.tokens"), $"operator viewer,author,approver,auditor {new string('a', 64)}\n");

    /// <summary>Of all data, for their owner alone.</summary>
    public void SetWritable(bool isWritable)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (string path in Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories).Prepend(Data))
        {
            File.SetUnixFileMode(path, isWritable ? OwnerOnly : OwnerOnly & ~UnixFileMode.UserWrite);
        }
    }

    /// <summary>As if an earlier service had put this set in force then.</summary>
    public VersionRecord Activated(string policies, DateTimeOffset time)
    {
        using PolicyJournal journal = PolicyJournal.Open(new JournalOptions { Folder = Journal });
        SourceSet sources = SourceSet.Of([KeyValuePair.Create<string, ReadOnlyMemory<byte>>("set.yaml", Encoding.UTF8.GetBytes(policies))]);
        VersionRecord version = journal.Add(new NewVersion(sources, new VersionNote("x", ""), null, []), time);
        journal.Activate(new ActivationOrder(version.Digest, "x", "", IsPinned: false), time);
        return version;
    }

    public void Dispose() => root.Delete(recursive: true);

    private SourceSet Sources() => SourceSet.Of(Directory.EnumerateFiles(Policies, "*.yaml")
        .Select(static file => KeyValuePair.Create<string, ReadOnlyMemory<byte>>(Path.GetFileName(file), File.ReadAllBytes(file))));
}
