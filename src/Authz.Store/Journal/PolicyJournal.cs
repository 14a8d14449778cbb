using System.Collections.Immutable;
using System.Globalization;
using Authz.Policies;

namespace Authz.Store.Journal;

/// <summary>
/// Versions and which of them is in force, kept on a disk: whenever the process or the machine stops, what is read afterwards
/// is the state before the last change or the one after it, whole.
/// </summary>
/// <remarks>
/// In its folder: `objects` holds the bytes of files by their digests, `versions` a record for each version, `activations` one
/// for each time that a version came into force, and `active.json` is a copy of the latest of these, which rules.
/// </remarks>
public sealed class PolicyJournal : IDisposable
{
    private const string ActiveName = "active";

    private readonly Lock gate = new();
    private readonly JournalOptions options;
    private readonly JournalLock held;
    private readonly ObjectFolder objects;
    private readonly RecordFolder<JournalledVersion> versionRecords;
    private readonly RecordFolder<Activation> activationRecords;
    private readonly RecordFolder<Activation> pointer;
    private volatile JournalState state;

    private PolicyJournal(JournalOptions options, JournalLock held)
    {
        this.options = options;
        this.held = held;
        objects = new ObjectFolder(Prepared("objects"));
        versionRecords = new RecordFolder<JournalledVersion>(Prepared("versions"));
        activationRecords = new RecordFolder<Activation>(Prepared("activations"));
        pointer = new RecordFolder<Activation>(Prepared(""));
        state = Load();
    }

    /// <summary>As of now; never changed, so that whoever took it sees one moment.</summary>
    public JournalState State => state;

    /// <exception cref="JournalException">Another process has it, or its folder cannot be made, read or written.</exception>
    public static PolicyJournal Open(JournalOptions options)
    {
        try
        {
            new DurableFolder(options.Folder).Prepare();
            JournalLock held = JournalLock.Take(options.Folder);
            try
            {
                return new PolicyJournal(options, held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"the journal in {options.Folder} cannot be opened: {failure.Message}", failure);
        }
    }

    public void Dispose() => held.Dispose();

    /// <summary>The version of just these files: the one that is kept already, or a new one.</summary>
    /// <param name="parent">What it was made from; null: nothing.</param>
    /// <exception cref="JournalException">Nothing changed.</exception>
    public JournalledVersion Add(
        SourceSet sources, VersionNote note, DateTimeOffset time, string? parent, ImmutableArray<string> warnings)
    {
        string digest = PolicyManifest.Of(sources).Digest.Hex;
        lock (gate)
        {
            return state.Find(digest) ?? Write(() => AddNeedsLock(sources, new JournalledVersion
            {
                Digest = digest,
                Number = state.LastNumber + 1,
                Note = note,
                CreatedAt = time,
                Parent = parent,
                Files = [],
                Warnings = warnings,
            }));
        }
    }

    /// <summary>The files of a version, as they were added.</summary>
    /// <exception cref="JournalException">One of them is not there, or not what was written.</exception>
    public SourceSet Read(JournalledVersion version)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (JournalledFile file in version.Files)
        {
            files[file.Path] = objects.Get(file.Content) ?? throw new JournalException(
                $"version {version.Number} cannot be read: the bytes of {file.Path} in {Path.Combine(objects.Path, file.Content)} "
                + "are not those that were written. Activate another version, or publish this one again");
        }

        var sources = SourceSet.Of(files);
        return PolicyManifest.Of(sources).Digest.Hex == version.Digest
            ? sources
            : throw new JournalException($"version {version.Number} cannot be read: its files have another digest than {version.Digest}");
    }

    /// <param name="expectedEpoch">What the caller believes to be in force; null: whatever is.</param>
    /// <exception cref="JournalException">Nothing changed: the version is not kept, something else was activated meanwhile, or the disk refuses.</exception>
    public Activation Activate(string digest, string by, string reason, bool isPinned, DateTimeOffset time, long? expectedEpoch = null)
    {
        lock (gate)
        {
            if (state.Find(digest) is null)
            {
                throw new JournalException($"there is no version {digest} in {options.Folder}");
            }

            long epoch = state.Active?.Epoch ?? 0;
            if (expectedEpoch is { } expected && expected != epoch)
            {
                throw new JournalException($"another version came into force meanwhile (epoch {epoch}, not {expected}): look at it, and ask again");
            }

            return Write(() => ActivateNeedsLock(new Activation
            {
                Epoch = epoch + 1,
                Digest = digest,
                Time = time,
                By = by,
                Reason = reason,
                IsPinned = isPinned,
            }));
        }
    }

    private JournalledVersion AddNeedsLock(SourceSet sources, JournalledVersion version)
    {
        JournalledVersion whole = version with
        {
            Files = [.. sources.Files.Select(file => new JournalledFile(file.Key, objects.Put(file.Value.Span), file.Value.Length))],
        };
        versionRecords.Write(whole.Digest, whole);
        state = state with { Versions = state.Versions.Insert(0, whole) };
        PruneNeedsLock();
        return whole;
    }

    private Activation ActivateNeedsLock(Activation activation)
    {
        // The record first: a pointer that was damaged is found again in it. It counts for nothing until the pointer names it.
        activationRecords.Write(NameOf(activation.Epoch), activation);
        pointer.Write(ActiveName, activation);
        ImmutableArray<Activation> all = state.Activations.Insert(0, activation);
        foreach (Activation dropped in all.Skip(options.Activations))
        {
            activationRecords.Delete(NameOf(dropped.Epoch));
        }

        state = state with { Activations = [.. all.Take(options.Activations)] };
        return activation;
    }

    private TResult Write<TResult>(Func<TResult> change)
    {
        try
        {
            return change();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"the journal in {options.Folder} cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Drops what is older than the newest so many, beside what is in force; then the bytes that none of the others has.</summary>
    private void PruneNeedsLock()
    {
        string? active = state.Active?.Digest;
        ImmutableArray<JournalledVersion> kept =
            [.. state.Versions.Where((version, index) => index < options.Versions || version.Digest == active)];
        if (kept.Length == state.Versions.Length)
        {
            return;
        }

        foreach (JournalledVersion dropped in state.Versions.Except(kept))
        {
            versionRecords.Delete(dropped.Digest);
        }

        state = state with { Versions = kept };
        objects.RemoveAllBut(kept.SelectMany(static version => version.Files).Select(static file => file.Content).ToHashSet(StringComparer.Ordinal));
    }

    private JournalState Load()
    {
        var damages = ImmutableArray.CreateBuilder<JournalDamage>();
        ImmutableArray<JournalledVersion> versions =
            [.. versionRecords.ReadAll(damages).OrderByDescending(static version => version.Number)];
        ImmutableArray<Activation> activations =
            [.. activationRecords.ReadAll(damages).OrderByDescending(static activation => activation.Epoch)];
        Activation? active = pointer.Read(ActiveName, out JournalDamage? damage);
        if (damage is not null)
        {
            damages.Add(damage with { Problem = "its bytes are not those that were written; the record of the latest activation is taken instead" });
        }

        if (active is not null)
        {
            // One that was begun and not finished never was in force.
            activations = [active, .. activations.Where(activation => activation.Epoch < active.Epoch)];
        }

        return new JournalState(versions, activations, damages.ToImmutable());
    }

    private DurableFolder Prepared(string name)
    {
        var folder = new DurableFolder(Path.Combine(options.Folder, name), options.Reached);
        folder.Prepare();
        return folder;
    }

    private static string NameOf(long epoch) => epoch.ToString("D19", CultureInfo.InvariantCulture);
}
