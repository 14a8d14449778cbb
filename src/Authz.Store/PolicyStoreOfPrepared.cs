using Authz.Policies;
using Authz.Policies.Compilation;
using Microsoft.Extensions.Logging;

namespace Authz.Store;

/// <summary>A store whose readers take the version, and what was prepared for it, by one read.</summary>
/// <typeparam name="TPrepared">What a decision needs: the version's tree and everything made from it, immutable.</typeparam>
public sealed class PolicyStore<TPrepared> : PolicyStore
    where TPrepared : class
{
    private readonly Func<PolicyVersion, TPrepared> prepare;
    private volatile TPrepared? inForce;

    /// <param name="prepare">Runs before the version is shown to anybody. An exception refuses the version.</param>
    public PolicyStore(
        Func<PolicyVersion, TPrepared> prepare,
        CompilationOptions options,
        TimeProvider clock,
        ILogger<PolicyStore> logger)
        : this(prepare, new RepeatedCompilation(options).Run, clock, logger)
    {
    }

    /// <param name="compile">What <see cref="PolicyCompilation"/> does, or stands before it.</param>
    public PolicyStore(
        Func<PolicyVersion, TPrepared> prepare,
        Func<SourceSet, CompilationResult> compile,
        TimeProvider clock,
        ILogger logger)
        : base(compile, clock, logger) =>
        this.prepare = prepare;

    /// <summary>Read it once for each decision: it may be replaced at any time, and is never changed.</summary>
    public TPrepared? InForce => inForce;

    private protected override Action Prepare(PolicyVersion version)
    {
        TPrepared prepared = prepare(version);
        return () => inForce = prepared;
    }
}
