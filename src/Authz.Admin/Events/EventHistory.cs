using Authz.Admin.Calls;
using Authz.Store.Versions;

namespace Authz.Admin.Events;

/// <summary>What happened, as far as the repository keeps it.</summary>
internal static class EventHistory
{
    /// <summary>What came after a cursor, kind by kind in this order: versions, approvals, activations, revocations; each oldest first.</summary>
    public static IEnumerable<AdminEvent> Since(EventCursor cursor, RepositoryState state)
    {
        foreach (VersionRecord version in state.Versions.Where(version => version.Number > cursor.Number).Reverse().ToArray())
        {
            cursor = cursor with { Number = version.Number };
            yield return new AdminEvent(cursor, "version", VersionViews.Short(state, version));
        }

        foreach (Approval approval in state.Approvals.Where(approval => approval.Time.UtcTicks > cursor.Approval).OrderBy(static approval => approval.Time).ToArray())
        {
            cursor = cursor with { Approval = approval.Time.UtcTicks };
            yield return new AdminEvent(cursor, "approval", VersionViews.Of(approval));
        }

        foreach (Activation activation in state.Activations.Where(activation => activation.Epoch > cursor.Epoch).Reverse().ToArray())
        {
            cursor = cursor with { Epoch = activation.Epoch };
            yield return new AdminEvent(cursor, "activation", VersionViews.Of(state, activation));
        }

        foreach (Revocation revocation in state.Revocations.Where(revocation => revocation.Id > cursor.Revocation).OrderBy(static revocation => revocation.Id).ToArray())
        {
            cursor = cursor with { Revocation = revocation.Id };
            yield return new AdminEvent(cursor, "revocation", VersionViews.Of(revocation));
        }
    }

    /// <summary>How it stands: after a gap this says what no event can, as lifted revocations leave no trace.</summary>
    public static AdminEvent Of(RepositoryState state) => new(EventCursor.Of(state), "state", new
    {
        inForce = state.Active is { } active ? VersionViews.Of(state, active) : null,
        lastNumber = state.LastNumber,
        revocations = state.Revocations.Select(VersionViews.Of),
    });
}
