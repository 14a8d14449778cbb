using System.Globalization;
using Authz.Admin.Administration;
using Authz.Admin.Callers;
using Authz.Admin.Http;
using Authz.Store.Versions;

namespace Authz.Admin.Calls;

/// <summary>A database that was restored to an older state: it is not followed until somebody says that it counts.</summary>
internal static class DatabaseCalls
{
    private const string Path = "/api/v1/database/acceptance";

    public static IEnumerable<AdminCall> Of(CallContext context)
    {
        PolicyAdministration administration = context.Administration;
        yield return new AdminCall(
            "GET", Path, "Whether the database lacks what this replica knows, and what it has in force instead: what would be accepted", CallTable.Readers,
            async (_, cancellation) =>
            {
                RepositoryState state = administration.State;
                OlderRepository? older = await administration.FindOlderAsync(cancellation).ConfigureAwait(false);
                return AdminAnswer.Of(200, new
                {
                    isFollowed = older is null,
                    older?.Lost,
                    offered = older?.Offered is { } offered ? VersionViews.Of(state, offered) : null,
                    known = older?.Known is { } known ? VersionViews.Of(state, known) : null,
                });
            });
        yield return new AdminCall(
            "POST", Path, "Accept a database that lacks what this replica knows: rights that were taken away since may come back. Every replica that knows no more follows it again",
            AdminRoles.Approver, async (request, cancellation) =>
            {
                long epoch = await administration.AcceptOlderAsync(
                    new AcceptanceOrder(request.Number("epoch") ?? 0, request.Text("digest"), request.By, request.Text("reason") ?? ""), cancellation).ConfigureAwait(false);
                RepositoryState state = administration.State;
                return AdminAnswer.Of(
                    201,
                    new { epoch, inForce = state.Active is { } active ? VersionViews.Of(state, active) : null },
                    string.Create(CultureInfo.InvariantCulture, $"database at epoch {request.Number("epoch")}"));
            })
        {
            MediaTypes = [AdminAnswer.Json],
            Body =
            [
                new CallMember("epoch", MemberKind.Number, "of what the database has in force, as it was offered; 0 for nothing", IsRequired: true),
                new CallMember("digest", MemberKind.Text, "of the same, all 64 digits; left out where nothing is in force: then this replica's version and revocations are put back"),
                new CallMember("reason", MemberKind.Text, "why; it stays on record", IsRequired: true),
            ],
            Answers = [(201, AdminAnswer.Json, "It is followed from this epoch on")],
        };
    }
}
