using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Admin.Administration;
using Authz.Policies.Analysis;
using Authz.Policies.Binding;
using Authz.Store.Versions;

namespace Authz.Admin.GovStack;

/// <summary>What is in force, as GovStack's calls see it: applications, their services, and who may call them.</summary>
internal sealed class PolicyView
{
    private readonly RepositoryState state;
    private readonly DateTimeOffset time;

    private PolicyView(RepositoryState state, BoundPolicySet policies, DateTimeOffset time)
    {
        this.state = state;
        this.time = time;
        Policies = policies;
    }

    public BoundPolicySet Policies { get; }

    /// <summary>Of the activation that is answered from, so that pages of a list are of one version.</summary>
    public long Epoch => state.Active?.Epoch ?? 0;

    public IEnumerable<(BoundBlock Block, ClientName Name)> Applications => Policies.Blocks
        .Select(static block => (block, ClientName.Of(block))).Where(static pair => pair.Item2 is not null).Select(static pair => (pair.block, pair.Item2 ?? throw new UnreachableException()));

    /// <summary>HTTP services of applications, by name.</summary>
    public IEnumerable<(BoundService Service, ClientName Name)> Services => Policies.Services
        .Where(static service => !service.IsTcp).Select(static service => (service, ClientName.Of(service.Block)))
        .Where(static pair => pair.Item2 is not null).Select(static pair => (pair.service, pair.Item2 ?? throw new UnreachableException()));

    /// <exception cref="AdministrationException">Nothing is in force.</exception>
    public static PolicyView Of(PolicyAdministration administration, DateTimeOffset time) => new(
        administration.State,
        administration.InForce ?? throw new AdministrationException(Refusal.Unavailable, "no version is in force"),
        time);

    /// <summary>Applications that may make some request to the service.</summary>
    public IEnumerable<(BoundBlock Block, ClientName Name)> CallersOf(BoundService service)
    {
        ImmutableSortedSet<string> names = ServiceRights.CallersOf(Policies, service, time);
        return Applications.Where(caller => names.Contains(caller.Block.Name) && !IsRevoked(caller.Block, service));
    }

    public bool MayCall(BoundBlock caller, BoundService service, BoundOperation operation) =>
        !IsRevoked(caller, service) && ServiceRights.CallersOf(Policies, service, operation, time).Contains(caller.Name);

    private bool IsRevoked(BoundBlock caller, BoundService service) => state.Revocations.Any(revocation =>
        (revocation.From == Revocation.Everything || revocation.From == caller.Name || Policies.Groups.GetValueOrDefault(revocation.From, []).Contains(caller.Index))
        && (revocation.To == Revocation.Everything || revocation.To == service.QualifiedName || revocation.To == service.Block.Name));
}
