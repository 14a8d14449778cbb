using System.Globalization;
using Authz.Policies;
using Authz.Store.Journal;
using Authz.Store.Versions;

namespace Authz.Store.Tests.Journal;

public sealed class RepositoryCopyTests : IDisposable
{
    private static readonly DateTimeOffset time = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    private string Folder => folder.At("copy");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_written_is_there_after_a_restart()
    {
        using (var copy = RepositoryCopy.Open(Folder))
        {
            Write(copy, 1);
            copy.WriteSeen(time);
        }

        using var reopened = RepositoryCopy.Open(Folder);

        Assert.Empty(reopened.Damages);
        Assert.Equal(time, reopened.SeenAt);
        Assert.Equal(Known(1).Revocations, reopened.State.Known.Revocations);
        Assert.True(Known(1).IsSameAs(reopened.State.Known));
        RepositoryState state = reopened.State.ToRepositoryState([]);
        Assert.Equal(Activated(1), state.Active);
        Assert.Equal(PolicyManifest.Of(Set(1)).Text, PolicyManifest.Of(Read(reopened, state.Active)).Text);
    }

    [Fact]
    public void Killed_at_any_step_it_is_what_it_was_or_what_it_becomes_whole()
    {
        var copies = new List<string>();
        using (var copy = RepositoryCopy.Open(Folder, (_, _) => copies.Add(Clone(copies.Count))))
        {
            Write(copy, 1);
            Write(copy, 2);
        }

        // A file of each set and the record, twice.
        Assert.Equal(2 * 2 * Enum.GetValues<DurableStep>().Length, copies.Count);
        long epoch = 0;
        foreach (string clone in copies)
        {
            using var restarted = RepositoryCopy.Open(clone);
            Assert.Empty(restarted.Damages);
            Activation? active = restarted.State.ToRepositoryState([]).Active;
            Assert.True(active?.Epoch >= epoch || (active is null && epoch == 0));
            epoch = active?.Epoch ?? 0;
            Assert.Equal(epoch == 0 ? null : Activated(epoch), restarted.State.Known.Latest);
            if (active is not null)
            {
                Assert.Single(Read(restarted, active).Files);
            }
        }

        Assert.Equal(2, epoch);
    }

    [Fact]
    public void A_full_disk_leaves_what_was_there()
    {
        bool isFull = false;
        using var copy = RepositoryCopy.Open(Folder, (_, step) =>
        {
            if (isFull && step == DurableStep.Written)
            {
                throw new IOException("No space left on device");
            }
        });
        Write(copy, 1);
        isFull = true;

        RepositoryException refused = Assert.Throws<RepositoryException>(() => Write(copy, 2));

        Assert.Equal(RepositoryProblem.Unavailable, refused.Problem);
        Assert.Contains("No space left on device", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Activated(1), copy.State.Activations[0]);
        isFull = false;
        Write(copy, 2);
        Assert.Single(Read(copy, Activated(2)).Files);
    }

    [Fact]
    public void The_latest_activations_stay_and_the_bytes_of_their_versions_alone()
    {
        using var copy = RepositoryCopy.Open(Folder);
        for (int epoch = 1; epoch <= RepositoryCopy.ActivationsMax + 1; epoch++)
        {
            Write(copy, epoch);
        }

        Assert.Equal(RepositoryCopy.ActivationsMax, copy.State.Activations.Length);
        Assert.Equal(RepositoryCopy.ActivationsMax, copy.State.Versions.Length);
        Assert.Equal(RepositoryCopy.ActivationsMax, Directory.EnumerateFiles(Path.Combine(Folder, "objects")).Count());
        Assert.Null(copy.Read(Version(1)));
    }

    [Fact]
    public void A_byte_that_changed_is_found()
    {
        using (var copy = RepositoryCopy.Open(Folder))
        {
            Write(copy, 1);
        }

        string[] files = [Path.Combine(Folder, "state.json"), Directory.EnumerateFiles(Path.Combine(Folder, "objects")).Single()];
        foreach (string file in files)
        {
            byte[] content = File.ReadAllBytes(file);
            content[^5] ^= 0x10;
            File.WriteAllBytes(file, content);
            using (var damaged = RepositoryCopy.Open(Folder))
            {
                Assert.True(damaged.Read(Version(1)) is null || damaged.Damages is [{ } damage] && damage.Where == file);
                Assert.Equal(damaged.Damages.IsEmpty, damaged.State.Known.Latest is not null);
            }

            content[^5] ^= 0x10;
            File.WriteAllBytes(file, content);
        }
    }

    [Fact]
    public void It_is_one_process_alone_that_has_it()
    {
        using var copy = RepositoryCopy.Open(Folder);

        RepositoryException refused = Assert.Throws<RepositoryException>(() => RepositoryCopy.Open(Folder));

        Assert.Contains(Folder, refused.Message, StringComparison.Ordinal);
    }

    private static void Write(RepositoryCopy copy, long epoch) => copy.Write(Known(epoch), Activated(epoch), Version(epoch), Set(epoch));

    private static SourceSet Read(RepositoryCopy copy, Activation? active)
    {
        Assert.NotNull(active);
        VersionRecord version = Assert.Single(copy.State.Versions, version => version.Digest == active.Digest);
        SourceSet? sources = copy.Read(version);
        Assert.NotNull(sources);
        return sources;
    }

    private string Clone(int number)
    {
        string target = folder.At($"clone-{number}");
        foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(static file => Path.GetFileName(file) != "lock"))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? target);
            using FileStream from = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using FileStream to = File.Create(copy);
            from.CopyTo(to);
        }

        return target;
    }

    private static SourceSet Set(long epoch) => SetOf.Block(string.Create(CultureInfo.InvariantCulture, $"b{epoch}"));

    private static VersionRecord Version(long epoch) => new()
    {
        Digest = PolicyManifest.Of(Set(epoch)).Digest.Hex,
        Number = epoch,
        Note = new VersionNote("ann", "because"),
        CreatedAt = time,
        Parent = null,
        Files = [.. Set(epoch).Files.Select(static file => new VersionFile(file.Key, ObjectFolder.NameOf(file.Value.Span), file.Value.Length))],
        Warnings = [],
    };

    private static Activation Activated(long epoch) => new()
    {
        Epoch = epoch,
        Digest = Version(epoch).Digest,
        Time = time,
        By = "ann",
        Reason = "because",
        IsPinned = false,
    };

    private static KnownHistory Known(long epoch) => new()
    {
        Latest = Activated(epoch),
        Revocations = [new Revocation { Id = epoch, From = "a", To = "*", By = "ann", Time = time, Reason = "" }],
        LastRevocation = epoch,
        LastNumber = epoch,
    };
}
