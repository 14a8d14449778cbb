using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Authz.Policies;
using Authz.Policies.Text;

namespace Authz.Store;

/// <summary>What a folder held at one look: its policies, its lock, and what was wrong with it.</summary>
public sealed class FolderListing
{
    private readonly string folder;

    internal FolderListing(string folder, SourceSet sources, SourceText? policyLock, ImmutableArray<Diagnostic> faults)
    {
        this.folder = folder;
        Sources = sources;
        Lock = policyLock;
        Faults = faults;
        Manifest = PolicyManifest.Of(sources);
        Fingerprint = FingerprintOf(Manifest, policyLock, faults);
    }

    /// <summary>Whole only if there are no <see cref="Faults"/>.</summary>
    public SourceSet Sources { get; }

    public PolicyManifest Manifest { get; }

    public SourceText? Lock { get; }

    /// <summary>What could not be read. One of them makes the folder broken, whatever else is in it.</summary>
    public ImmutableArray<Diagnostic> Faults { get; }

    /// <summary>Equal for two looks that saw the same: paths, bytes, lock and faults.</summary>
    internal string Fingerprint { get; }

    /// <summary>Why these files may not be taken: what could not be read, else what differs from the lock.</summary>
    public ImmutableArray<Diagnostic> FaultsUnder(LockMode mode)
    {
        if (!Faults.IsEmpty)
        {
            return Faults;
        }

        if (Lock is not null)
        {
            return PolicyLock.Verify(Lock, Manifest);
        }

        return mode switch
        {
            LockMode.Required => [StoreDiagnostics.LockMissing(folder)],
            LockMode.WhenPresent or LockMode.OnceSeen => [],
        };
    }

    /// <summary>Why these files may not be taken after others that had a lock.</summary>
    internal ImmutableArray<Diagnostic> FaultsAfterLock() =>
        Faults.IsEmpty && Lock is null ? [StoreDiagnostics.LockGone(folder)] : FaultsUnder(LockMode.Required);

    private static string FingerprintOf(PolicyManifest manifest, SourceText? policyLock, ImmutableArray<Diagnostic> faults)
    {
        string lockDigest = policyLock is null
            ? "none"
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(policyLock.Text)));
        return string.Join('\n', [manifest.Digest.Hex, lockDigest, .. faults.Select(static fault => fault.ToString())]);
    }
}
