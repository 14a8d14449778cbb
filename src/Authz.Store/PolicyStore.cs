using System.Collections.Immutable;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Policies.Text;
using Authz.Store.Versions;
using Microsoft.Extensions.Logging;

namespace Authz.Store;

/// <summary>
/// The version in force, and who may replace it: a candidate is compiled aside and swapped in whole, or refused whole.
/// Offers wait for each other; whoever reads never waits.
/// </summary>
public abstract partial class PolicyStore
{
    /// <summary>A broken set may have thousands of findings; the log shows the first, the status has all.</summary>
    public const int LoggedDiagnosticsMax = 50;

    private readonly Lock gate = new();
    private readonly Func<SourceSet, CompilationResult> compile;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private volatile StoreStatus status = StoreStatus.Empty;

    private protected PolicyStore(Func<SourceSet, CompilationResult> compile, TimeProvider clock, ILogger logger)
    {
        this.compile = compile;
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>Raised after each change, in order. Must be quick, and must not offer.</summary>
    public event Action<StoreStatus>? StatusChanged;

    public StoreStatus Status => status;

    /// <summary>A set that came from a folder. Compiles on the caller's thread; the digest in force already is not compiled again.</summary>
    /// <param name="versions">What keeps it, and may hold it back; null: nothing does.</param>
    public OfferOutcome Offer(SourceSet sources, FolderVersions? versions = null)
    {
        lock (gate)
        {
            return OfferNeedsLock(sources, versions);
        }
    }

    /// <summary>A version that was activated in a repository. Compiles on the caller's thread.</summary>
    /// <param name="isFallback">The folder, which comes first, could not be taken: what is said of it stays.</param>
    internal OfferOutcome Show(SourceSet sources, VersionStamp stamp, bool isFallback)
    {
        lock (gate)
        {
            return ShowNeedsLock(sources, stamp, isFallback);
        }
    }

    /// <summary>The status once no offer is under way.</summary>
    internal StoreStatus WaitForOffers()
    {
        lock (gate)
        {
            return status;
        }
    }

    /// <summary>What could not be kept when it came into force is kept now.</summary>
    internal void NoteKept()
    {
        lock (gate)
        {
            ChangeNeedsLock(status with { KeepProblem = null });
        }
    }

    /// <summary>Records why a set could not even be offered. The version in force stays.</summary>
    public void Refuse(ImmutableArray<Diagnostic> faults)
    {
        lock (gate)
        {
            RefuseNeedsLock(null, faults);
        }
    }

    /// <summary>Makes whatever readers need with the version, and returns the one step that shows it to them.</summary>
    private protected abstract Action Prepare(PolicyVersion version);

    private OfferOutcome OfferNeedsLock(SourceSet sources, FolderVersions? versions)
    {
        if (DigestNeedsLock(sources) is not { } digest)
        {
            return OfferOutcome.Refused;
        }

        if (versions is not null && versions.IsHeld(digest))
        {
            return HoldNeedsLock(sources, digest);
        }

        if (status.InForce?.Digest == digest)
        {
            return KeepNeedsLock(digest);
        }

        long start = clock.GetTimestamp();
        if (CompileNeedsLock(sources, digest) is not { } compiled)
        {
            return OfferOutcome.Refused;
        }

        if (versions is not null)
        {
            compiled = compiled with { Stamp = versions.Add(sources, digest, compiled.Warnings) };
        }

        if (PrepareNeedsLock(compiled) is not { } show)
        {
            versions?.Forget();
            return OfferOutcome.Refused;
        }

        if (versions is null)
        {
            return ActivateNeedsLock(compiled, show, start, StoreStatus.Empty);
        }

        return versions.Activate(compiled.Stamp) is { } active
            ? ActivateNeedsLock(compiled with { Stamp = active }, show, start, new StoreStatus(null, null) { KeepProblem = versions.Problem })
            : OfferOutcome.Held;
    }

    private OfferOutcome ShowNeedsLock(SourceSet sources, VersionStamp stamp, bool isFallback)
    {
        if (DigestNeedsLock(sources) is not { } digest)
        {
            return OfferOutcome.Refused;
        }

        // What the folder holds still waits, unless it is this very version.
        PolicyCandidate? waiting = status.Candidate is { } candidate && candidate.Digest != digest ? candidate : null;
        StoreStatus rest = isFallback ? status with { IsFallback = true } : StoreStatus.Empty with { Candidate = waiting };
        if (status.InForce is { } version && version.Digest == digest && version.Number == stamp.Number)
        {
            // Pinned or unpinned: its answers are the same.
            ChangeNeedsLock(rest with { InForce = version with { Stamp = stamp } });
            return OfferOutcome.Unchanged;
        }

        long start = clock.GetTimestamp();
        if (CompileNeedsLock(sources, digest) is not { } compiled)
        {
            return OfferOutcome.Refused;
        }

        compiled = compiled with { Stamp = stamp };
        return PrepareNeedsLock(compiled) is { } show ? ActivateNeedsLock(compiled, show, start, rest) : OfferOutcome.Refused;
    }

    private PolicyDigest? DigestNeedsLock(SourceSet sources)
    {
        try
        {
            return PolicyManifest.Of(sources).Digest;
        }
        catch (Exception failure)
        {
            Log.Failed(logger, null, failure);
            RefuseNeedsLock(null, [StoreDiagnostics.CompilerFailed(failure.Message)]);
            return null;
        }
    }

    private CompilationResult? RunNeedsLock(SourceSet sources, PolicyDigest digest)
    {
        try
        {
            return compile(sources);
        }
        catch (Exception failure)
        {
            Log.Failed(logger, digest.ShortHex, failure);
            RefuseNeedsLock(digest, [StoreDiagnostics.CompilerFailed(failure.Message)]);
            return null;
        }
    }

    /// <summary>Null: it was refused.</summary>
    private PolicyVersion? CompileNeedsLock(SourceSet sources, PolicyDigest digest)
    {
        if (RunNeedsLock(sources, digest) is not { } result)
        {
            return null;
        }

        if (result is not { Policies: { } policies, Tree: { } tree })
        {
            RefuseNeedsLock(digest, result.Diagnostics);
            return null;
        }

        // A set without a block is what a folder of emptied files compiles to.
        if (policies.Blocks.IsEmpty)
        {
            RefuseNeedsLock(digest, [.. result.Diagnostics, StoreDiagnostics.NothingDeclared()]);
            return null;
        }

        return new PolicyVersion
        {
            Digest = digest,
            Stamp = CountedStamp(),
            Policies = policies,
            Tree = tree,
            Warnings = result.Diagnostics,
            FileCount = sources.Files.Count,
        };
    }

    /// <summary>Of a version that nothing keeps.</summary>
    private VersionStamp CountedStamp()
    {
        DateTimeOffset now = clock.GetUtcNow();
        return new VersionStamp(
            (status.InForce?.Number ?? 0) + 1,
            (status.InForce?.Epoch ?? 0) + 1,
            new VersionNote(FolderVersions.Author, ""),
            now,
            now,
            status.InForce?.Digest.Hex);
    }

    /// <summary>Null: it was refused.</summary>
    private Action? PrepareNeedsLock(PolicyVersion version)
    {
        try
        {
            return Prepare(version);
        }
        catch (Exception failure)
        {
            Log.Failed(logger, version.Digest.ShortHex, failure);
            RefuseNeedsLock(version.Digest, [StoreDiagnostics.PreparationFailed(failure.Message)]);
            return null;
        }
    }

    private OfferOutcome ActivateNeedsLock(PolicyVersion version, Action show, long start, StoreStatus rest)
    {
        show();
        double milliseconds = clock.GetElapsedTime(start).TotalMilliseconds;
        Log.Activated(logger, version.Number, version.Digest.ShortHex, version.FileCount, milliseconds, version.Epoch);
        LogDiagnostics(version.Warnings);
        PolicyVersion? former = status.InForce;
        ChangeNeedsLock(rest with { InForce = version });
        LogChanges(former, version);
        return OfferOutcome.Activated;
    }

    /// <summary>Compiled all the same: whoever unpins should know before what comes.</summary>
    private OfferOutcome HoldNeedsLock(SourceSet sources, PolicyDigest digest)
    {
        if (status.Candidate?.Digest == digest || RunNeedsLock(sources, digest) is not { } result)
        {
            return OfferOutcome.Held;
        }

        Log.Held(logger, digest.ShortHex);
        LogDiagnostics(result.Diagnostics);
        ChangeNeedsLock(status with { Refusal = null, Candidate = new PolicyCandidate(clock.GetUtcNow(), digest, result.Diagnostics) });
        return OfferOutcome.Held;
    }

    // The version is in force already: what is said about it must not take it back.
    private void LogChanges(PolicyVersion? former, PolicyVersion version)
    {
        try
        {
            if (former is not null)
            {
                OperationChangeLog.Write(logger, former, version);
            }
        }
        catch (Exception failure)
        {
            Log.Failed(logger, version.Digest.ShortHex, failure);
        }
    }

    private OfferOutcome KeepNeedsLock(PolicyDigest digest)
    {
        if (status.Refusal is not null || status.Candidate is not null || status.IsFallback)
        {
            Log.Restored(logger, digest.ShortHex);
            ChangeNeedsLock(status with { Refusal = null, Candidate = null, IsFallback = false });
        }

        return OfferOutcome.Unchanged;
    }

    private OfferOutcome RefuseNeedsLock(PolicyDigest? digest, ImmutableArray<Diagnostic> diagnostics)
    {
        var refusal = new PolicyRefusal(clock.GetUtcNow(), digest, diagnostics);
        string inForce = status.InForce is { } version ? $"version {version} stays in force" : "no version is in force";
        Log.Refused(logger, digest?.ShortHex ?? "unreadable", refusal.ErrorCount, inForce);
        LogDiagnostics(diagnostics);
        ChangeNeedsLock(status with { Refusal = refusal });
        return OfferOutcome.Refused;
    }

    private void ChangeNeedsLock(StoreStatus changed)
    {
        status = changed;
        try
        {
            StatusChanged?.Invoke(changed);
        }
        catch (Exception failure)
        {
            Log.ListenerFailed(logger, failure);
        }
    }

    private void LogDiagnostics(ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics.Take(LoggedDiagnosticsMax))
        {
            switch (diagnostic.Severity)
            {
                case DiagnosticSeverity.Error:
                    Log.ErrorFound(logger, diagnostic);
                    break;
                case DiagnosticSeverity.Warning or DiagnosticSeverity.Note:
                    Log.WarningFound(logger, diagnostic);
                    break;
            }
        }

        if (diagnostics.Length > LoggedDiagnosticsMax)
        {
            Log.MoreFound(logger, diagnostics.Length - LoggedDiagnosticsMax);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message =
            "policy version {Number} ({Digest}) of {Files} files is in force, compiled in {Milliseconds:F0} ms; epoch {Epoch}")]
        public static partial void Activated(ILogger logger, long number, string digest, int files, double milliseconds, long epoch);

        [LoggerMessage(Level = LogLevel.Warning, Message =
            "the folder holds other policies ({Digest}) than the version that is pinned: they wait for `authz unpin`")]
        public static partial void Held(ILogger logger, string digest);

        [LoggerMessage(Level = LogLevel.Error, Message = "policies ({Digest}) refused with {Errors} errors; {InForce}")]
        public static partial void Refused(ILogger logger, string digest, int errors, string inForce);

        [LoggerMessage(Level = LogLevel.Information, Message = "the policies offered are those in force again ({Digest})")]
        public static partial void Restored(ILogger logger, string digest);

        [LoggerMessage(Level = LogLevel.Error, Message = "policies ({Digest}) provoke a fault of this program")]
        public static partial void Failed(ILogger logger, string? digest, Exception failure);

        [LoggerMessage(Level = LogLevel.Error, Message = "a listener of the policy store failed")]
        public static partial void ListenerFailed(ILogger logger, Exception failure);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Diagnostic}")]
        public static partial void ErrorFound(ILogger logger, Diagnostic diagnostic);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Diagnostic}")]
        public static partial void WarningFound(ILogger logger, Diagnostic diagnostic);

        [LoggerMessage(Level = LogLevel.Error, Message = "and {Count} more findings; `authz validate` shows all")]
        public static partial void MoreFound(ILogger logger, int count);
    }
}
