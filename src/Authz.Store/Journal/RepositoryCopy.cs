using System.Collections.Immutable;
using Authz.Policies;
using Authz.Store.Versions;

namespace Authz.Store.Journal;

/// <summary>
/// What a replica last had of a repository that it shares, on its own disk: what it serves from while that repository is away,
/// and what it knows an older one by. Whenever the process stops, what is read afterwards is the state before the last write or after it.
/// </summary>
/// <remarks>In its folder: `objects` has the bytes of files by their digests, `state.json` all else, `seen.json` when it was last up to date.</remarks>
public sealed class RepositoryCopy : IDisposable
{
    /// <summary>The latest so many activations stay: where the last version is of a newer program, there is one before it.</summary>
    public const int ActivationsMax = 10;

    private const string StateName = "state";
    private const string SeenName = "seen";

    private readonly string folder;
    private readonly JournalLock? held;
    private readonly ObjectFolder objects;
    private readonly RecordFolder<CopiedState> states;
    private readonly RecordFolder<CopySeen> seen;

    private RepositoryCopy(string folder, JournalLock? held, string? writeProblem, Action<string, DurableStep>? reached)
    {
        this.folder = folder;
        this.held = held;
        WriteProblem = writeProblem;
        var root = new DurableFolder(folder, reached);
        var content = new DurableFolder(Path.Combine(folder, "objects"), reached);
        if (writeProblem is null)
        {
            root.Prepare();
            content.Prepare();
        }

        objects = new ObjectFolder(content);
        states = new RecordFolder<CopiedState>(root);
        seen = new RecordFolder<CopySeen>(root);
        State = states.Read(StateName, out RepositoryDamage? damage) ?? CopiedState.Empty;
        Damages = damage is null
            ? []
            : [damage with { Problem = "its bytes are not those that were written: nothing is known of what was in force here, or revoked" }];
        SeenAt = seen.Read(SeenName, out _)?.Time;
    }

    public CopiedState State { get; private set; }

    /// <summary>Found when it was opened.</summary>
    public ImmutableArray<RepositoryDamage> Damages { get; }

    /// <summary>When it was up to date for certain; null: nobody knows.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>Why its disk takes no changes, so that it is only read until it is opened again; null: it takes them.</summary>
    public string? WriteProblem { get; }

    /// <exception cref="RepositoryException">Another process has it, or its folder cannot be read.</exception>
    public static RepositoryCopy Open(string folder) => Open(folder, reached: null);

    /// <param name="reached">For tests: called at each step of each write.</param>
    internal static RepositoryCopy Open(string folder, Action<string, DurableStep>? reached)
    {
        if (File.Exists(folder))
        {
            throw new RepositoryException(RepositoryProblem.Invalid, $"the copy {folder} is a file: name a folder, or remove the file");
        }

        JournalLock? held = null;
        try
        {
            string? problem = TryPrepare(folder);
            if (problem is null)
            {
                held = JournalLock.TryTake(folder, out string refusal);
                problem = held is null ? refusal : null;
            }

            return new RepositoryCopy(folder, held, problem, reached);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new RepositoryException(
                RepositoryProblem.Unavailable,
                $"the copy in {folder} cannot be opened: {failure.Message}. Let the service's user read and write all that is in it",
                failure);
        }
    }

    public void Dispose() => held?.Dispose();

    /// <summary>Null: a file is not here, or not what was written.</summary>
    public SourceSet? Read(VersionRecord version)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (VersionFile file in version.Files)
        {
            if (ReadObject(file.Content) is not { } content)
            {
                return null;
            }

            files[file.Path] = content;
        }

        var sources = SourceSet.Of(files);
        return PolicyManifest.Of(sources).Digest.Hex == version.Digest ? sources : null;
    }

    /// <summary>That a version is in force, with its files, and all that is known.</summary>
    /// <exception cref="RepositoryException">The disk refuses; what was there before is there still.</exception>
    public void Write(KnownHistory known, Activation activation, VersionRecord version, SourceSet sources) => Write(() =>
    {
        foreach (ReadOnlyMemory<byte> content in sources.Files.Values)
        {
            objects.Put(content.Span);
        }

        ImmutableArray<Activation> activations =
            [activation, .. State.Activations.Where(other => other.Epoch != activation.Epoch).Take(ActivationsMax - 1)];
        ImmutableArray<VersionRecord> versions =
        [
            .. State.Versions.Where(other => other.Digest != version.Digest)
                .Append(version)
                .Where(kept => activations.Any(one => one.Digest == kept.Digest))
                .OrderByDescending(static kept => kept.Number),
        ];
        WriteState(new CopiedState { Known = known, Activations = activations, Versions = versions });
        objects.RemoveAllBut(versions.SelectMany(static kept => kept.Files).Select(static file => file.Content).ToHashSet(StringComparer.Ordinal));
    });

    /// <summary>All that is known, where what is in force is here already or cannot be had.</summary>
    /// <exception cref="RepositoryException">The disk refuses; what was there before is there still.</exception>
    public void Write(KnownHistory known) => Write(() => WriteState(State with { Known = known }));

    /// <summary>That it is up to date.</summary>
    /// <exception cref="RepositoryException">The disk refuses.</exception>
    public void WriteSeen(DateTimeOffset time) => Write(() =>
    {
        seen.Write(SeenName, new CopySeen(time));
        SeenAt = time;
    });

    private void WriteState(CopiedState state)
    {
        states.Write(StateName, state);
        State = state;
    }

    private byte[]? ReadObject(string name)
    {
        try
        {
            return objects.Get(name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? TryPrepare(string folder)
    {
        try
        {
            new DurableFolder(folder).Prepare();
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    private void Write(Action change)
    {
        try
        {
            if (WriteProblem is not null)
            {
                throw new IOException(WriteProblem);
            }

            change();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RepositoryException(
                RepositoryProblem.Unavailable,
                $"the copy in {folder} cannot be written: {failure.Message}. Make room on its disk, or let the service's user write there",
                failure);
        }
    }
}
