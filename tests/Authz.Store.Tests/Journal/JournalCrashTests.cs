using Authz.Store.Journal;
using Authz.Store.Versions;

namespace Authz.Store.Tests.Journal;

/// <summary>The process ends, or the disk refuses, at each step of each write; or a byte changes afterwards.</summary>
public sealed class JournalCrashTests : IDisposable
{
    private readonly JournalBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Killed_at_any_step_the_old_version_or_the_new_one_is_in_force_whole()
    {
        var copies = new List<(string Folder, string? Before, string? After)>();
        string? before = null;
        string? after = null;
        using (PolicyJournal journal = bench.Open((_, _) => copies.Add((bench.Copy(copies.Count), before, after))))
        {
            foreach (string block in new[] { "a", "b" })
            {
                VersionRecord version = JournalBench.Add(journal, SetOf.Operations($"/{block}"));
                after = version.Digest;
                JournalBench.Activate(journal, version);
                before = after;
            }
        }

        // Two versions of two files, of which the block's is the same; each with its record, its activation and the pointer.
        Assert.Equal((3 + 2 + 2 + 2) * Enum.GetValues<DurableStep>().Length, copies.Count);
        foreach ((string folder, string? old, string? next) in copies)
        {
            using PolicyJournal restarted = PolicyJournal.Open(new JournalOptions { Folder = folder });
            string? active = restarted.State.Active?.Digest;
            Assert.Empty(restarted.State.Damages);
            Assert.True(active == old || active == next, $"{folder}: {active} is in force, and neither {old} nor {next}");
            Assert.All(restarted.State.Versions, version => Assert.Equal(2, restarted.Read(version).Files.Count));
            Assert.Equal(active is null, restarted.State.Versions.All(version => version.Digest != active));

            // And it goes on from there.
            VersionRecord later = JournalBench.Add(restarted, SetOf.Block("c"));
            Assert.Equal(restarted.State.Active?.Epoch ?? 0, JournalBench.Activate(restarted, later).Epoch - 1);
            Assert.Empty(Directory.EnumerateFiles(folder, "*.partial", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public void A_full_disk_at_any_step_changes_nothing_and_the_next_try_succeeds()
    {
        int failures = 0;
        while (FailsOnce(failAt: failures))
        {
            failures++;
        }

        // Two files, the version, the activation and the pointer; what is renamed is not refused any more.
        Assert.Equal(5 * (int)DurableStep.Renamed, failures);
    }

    private static bool FailsOnce(int failAt)
    {
        using var bench = new JournalBench();
        int steps = -1;
        using PolicyJournal journal = bench.Open((_, step) =>
        {
            if (steps >= 0 && step < DurableStep.Renamed && steps++ == failAt)
            {
                throw new IOException("No space left on device");
            }
        });
        VersionRecord first = JournalBench.Add(journal, SetOf.Block("z"));
        JournalBench.Activate(journal, first);
        steps = 0;
        bool failed = false;
        try
        {
            JournalBench.Activate(journal, JournalBench.Add(journal, SetOf.Operations("/b")));
        }
        catch (RepositoryException refused)
        {
            failed = true;
            Assert.Contains("No space left on device", refused.Message, StringComparison.Ordinal);
            Assert.Equal(first.Digest, journal.State.Active?.Digest);
            JournalBench.Activate(journal, JournalBench.Add(journal, SetOf.Operations("/b")));
        }

        Assert.Equal(2, journal.State.Active?.Epoch);
        Assert.Equal(2, journal.State.LastNumber);
        Assert.DoesNotContain(bench.Files(), static file => file.EndsWith(".partial", StringComparison.Ordinal));
        return failed;
    }

    [Fact]
    public void A_byte_that_changed_on_the_disk_is_found_and_never_served()
    {
        using (PolicyJournal journal = bench.Open())
        {
            JournalBench.Activate(journal, JournalBench.Add(journal, SetOf.Block("a")));
            JournalBench.Activate(journal, JournalBench.Add(journal, SetOf.Operations("/b")));
        }

        string manifest = PolicyManifest.Of(SetOf.Operations("/b")).Text;
        foreach (string file in bench.Files().ToArray())
        {
            byte[] content = File.ReadAllBytes(file);
            for (int at = 0; at < content.Length; at += 1 + (content.Length / 7))
            {
                content[at] ^= 0x10;
                File.WriteAllBytes(file, content);
                using (PolicyJournal damaged = bench.Open())
                {
                    AssertFound(damaged, manifest);
                }

                content[at] ^= 0x10;
                File.WriteAllBytes(file, content);
            }
        }
    }

    private static void AssertFound(PolicyJournal journal, string manifest)
    {
        RepositoryState state = journal.State;
        bool isFound = !state.Damages.IsEmpty;
        if (state.Active is { } active && state.Find(active.Digest) is { } version)
        {
            Assert.Equal(2, active.Epoch);
            try
            {
                Assert.Equal(manifest, PolicyManifest.Of(journal.Read(version)).Text);
            }
            catch (RepositoryException)
            {
                isFound = true;
            }
        }

        foreach (VersionRecord other in state.Versions)
        {
            try
            {
                Assert.Equal(other.Digest, PolicyManifest.Of(journal.Read(other)).Digest.Hex);
            }
            catch (RepositoryException)
            {
                isFound = true;
            }
        }

        Assert.True(isFound);
    }
}
