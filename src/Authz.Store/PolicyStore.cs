using System.Collections.Immutable;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Policies.Text;
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

    /// <summary>Compiles on the caller's thread. The digest in force already is not compiled again.</summary>
    public OfferOutcome Offer(SourceSet sources)
    {
        lock (gate)
        {
            return OfferNeedsLock(sources);
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

    private OfferOutcome OfferNeedsLock(SourceSet sources)
    {
        long start = clock.GetTimestamp();
        PolicyDigest? digest = null;
        CompilationResult result;
        try
        {
            digest = PolicyManifest.Of(sources).Digest;
            if (status.InForce?.Digest == digest)
            {
                return KeepNeedsLock(digest);
            }

            result = compile(sources);
        }
        catch (Exception failure)
        {
            Log.Failed(logger, digest?.ShortHex, failure);
            return RefuseNeedsLock(digest, [StoreDiagnostics.CompilerFailed(failure.Message)]);
        }

        if (result is not { Policies: { } policies, Tree: { } tree })
        {
            return RefuseNeedsLock(digest, result.Diagnostics);
        }

        // A set without a block is what a folder of emptied files compiles to.
        if (policies.Blocks.IsEmpty)
        {
            return RefuseNeedsLock(digest, [.. result.Diagnostics, StoreDiagnostics.NothingDeclared()]);
        }

        var version = new PolicyVersion
        {
            Digest = digest,
            Number = (status.InForce?.Number ?? 0) + 1,
            ActivatedAt = clock.GetUtcNow(),
            Policies = policies,
            Tree = tree,
            Warnings = result.Diagnostics,
            FileCount = sources.Files.Count,
        };
        return ActivateNeedsLock(version, start);
    }

    private OfferOutcome ActivateNeedsLock(PolicyVersion version, long start)
    {
        Action show;
        try
        {
            show = Prepare(version);
        }
        catch (Exception failure)
        {
            Log.Failed(logger, version.Digest.ShortHex, failure);
            return RefuseNeedsLock(version.Digest, [StoreDiagnostics.PreparationFailed(failure.Message)]);
        }

        show();
        double milliseconds = clock.GetElapsedTime(start).TotalMilliseconds;
        Log.Activated(logger, version.Number, version.Digest.ShortHex, version.FileCount, milliseconds);
        LogDiagnostics(version.Warnings);
        PolicyVersion? former = status.InForce;
        ChangeNeedsLock(new StoreStatus(version, null));
        LogChanges(former, version);
        return OfferOutcome.Activated;
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
        if (status.Refusal is not null)
        {
            Log.Restored(logger, digest.ShortHex);
            ChangeNeedsLock(status with { Refusal = null });
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
            "policy version {Number} ({Digest}) of {Files} files is in force, compiled in {Milliseconds:F0} ms")]
        public static partial void Activated(ILogger logger, long number, string digest, int files, double milliseconds);

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
