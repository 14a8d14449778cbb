using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Authz.Policies.Binding;
using Authz.Service.Rpc;
using Authz.Store.Revocations;
using Authz.Store.Versions;

namespace Authz.Service.Versions;

/// <summary>Lays the revocations in effect over each version, before it is shown and whenever they change: no version is ever without.</summary>
public sealed partial class RevocationOverlay(ILogger<RevocationOverlay> logger)
{
    private readonly Lock gate = new();

    // Versions that checks may still use. Weak: what nobody uses goes.
    private readonly ConditionalWeakTable<ServedVersion, BoundPolicySet> versions = [];
    private ImmutableArray<Revocation> inEffect = [];

    /// <summary>From now on what the repository has is in effect.</summary>
    public void Follow(IVersionRepository repository)
    {
        repository.StateChanged += state => Set(state.Revocations);
        Set(repository.State.Revocations);
    }

    /// <summary>Before the version is shown to any check.</summary>
    public void Attach(ServedVersion version, BoundPolicySet policies)
    {
        lock (gate)
        {
            versions.Add(version, policies);
            version.Revoked = RevocationIndex.Of(policies, inEffect);
            TellUnknown(policies, inEffect);
        }
    }

    /// <summary>In effect for every check that begins after it returns.</summary>
    public void Set(ImmutableArray<Revocation> revocations)
    {
        lock (gate)
        {
            if (revocations == inEffect)
            {
                return;
            }

            ImmutableArray<Revocation> former = inEffect;
            inEffect = revocations;
            BoundPolicySet? last = null;
            foreach ((ServedVersion version, BoundPolicySet policies) in versions)
            {
                version.Revoked = RevocationIndex.Of(policies, inEffect);
                last = policies;
            }

            Tell(former);
            if (last is not null)
            {
                TellUnknown(last, revocations.RemoveRange(former));
            }
        }
    }

    private void Tell(ImmutableArray<Revocation> former)
    {
        foreach (Revocation added in inEffect.RemoveRange(former))
        {
            Log.Revoked(logger, added.Id, added.From, added.To, added.By, added.Reason);
        }

        foreach (Revocation lifted in former.RemoveRange(inEffect))
        {
            Log.Lifted(logger, lifted.Id, lifted.From, lifted.To);
        }
    }

    /// <summary>Nothing is denied by a name that is not one: whoever wrote it should know.</summary>
    private void TellUnknown(BoundPolicySet policies, ImmutableArray<Revocation> revocations)
    {
        if (revocations.IsEmpty)
        {
            return;
        }

        var names = new RevocationNames(policies);
        foreach (Revocation revocation in revocations)
        {
            if (names.ProblemOf(revocation.From, revocation.To) is { } problem)
            {
                Log.Unknown(logger, revocation.Id, problem);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "revocation {Id} is in effect: {From} to {To}, by {By}: {Reason}")]
        public static partial void Revoked(ILogger logger, long id, string from, string to, string by, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "revocation {Id} is lifted: {From} to {To}")]
        public static partial void Lifted(ILogger logger, long id, string from, string to);

        [LoggerMessage(Level = LogLevel.Error, Message =
            "revocation {Id} denies nothing of the version at hand, and stays for later ones: {Problem}")]
        public static partial void Unknown(ILogger logger, long id, string problem);
    }
}
