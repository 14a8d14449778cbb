using System.Security.Cryptography;
using System.Text;
using Authz.Store.Versions;

namespace Authz.Store.Journal;

/// <summary>What lies where in the folder of a journal.</summary>
internal sealed class JournalFolders
{
    /// <summary>Each has all that were in effect: as many changes may be lost, and one file still has them.</summary>
    private const int RevocationSetsKept = 20;

    private readonly JournalOptions options;

    /// <param name="isWritable">False: nothing is made, removed or written.</param>
    public JournalFolders(JournalOptions options, bool isWritable)
    {
        this.options = options;
        IsWritable = isWritable;
        Objects = new ObjectFolder(FolderOf("objects"));
        Versions = RecordsOf<VersionRecord>("versions");
        Approvals = RecordsOf<Approval>("approvals");
        FolderLocks = RecordsOf<FolderLock>("");
        Activations = new RecordChain<Activation>(
            RecordsOf<Activation>("activations"), RecordsOf<Activation>(""), "active", static record => record.Epoch, options.Activations);
        Revocations = new RecordChain<RevocationSet>(
            RecordsOf<RevocationSet>("revocations"), RecordsOf<RevocationSet>(""), "revocations", static record => record.Serial, RevocationSetsKept);
    }

    public bool IsWritable { get; }

    public ObjectFolder Objects { get; }

    public RecordFolder<VersionRecord> Versions { get; }

    public RecordFolder<Approval> Approvals { get; }

    public RecordFolder<FolderLock> FolderLocks { get; }

    public RecordChain<Activation> Activations { get; }

    public RecordChain<RevocationSet> Revocations { get; }

    /// <summary>One for each version and approver, whose name may hold anything.</summary>
    public static string NameOf(Approval approval) =>
        $"{approval.Digest}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(approval.By)))}";

    private RecordFolder<TRecord> RecordsOf<TRecord>(string name)
        where TRecord : class =>
        new(FolderOf(name));

    private DurableFolder FolderOf(string name)
    {
        var folder = new DurableFolder(Path.Combine(options.Folder, name), options.Reached);
        if (IsWritable)
        {
            folder.Prepare();
        }

        return folder;
    }
}
