using System.Globalization;
using Authz.Admin.Administration;
using Authz.Admin.Callers;
using Authz.Admin.Http;
using Authz.Store.Versions;

namespace Authz.Admin.Calls;

/// <summary>Denies that lie over every version.</summary>
internal static class RevocationCalls
{
    public static IEnumerable<AdminCall> Of(CallContext context)
    {
        PolicyAdministration administration = context.Administration;
        yield return new AdminCall("GET", "/api/v1/revocations", "Revocations in effect", CallTable.Readers, (_, _) =>
            Task.FromResult(AdminAnswer.Of(200, new { revocations = administration.State.Revocations.Select(VersionViews.Of) })));
        yield return new AdminCall(
            "POST", "/api/v1/revocations", "Deny a building block at once, whatever the policies say, until it is lifted", CallTable.Operators,
            async (request, cancellation) =>
            {
                RevocationOutcome outcome = await administration.RevokeAsync(
                    new RevocationOrder(request.Text("from") ?? "", request.Text("to") ?? "", request.By, request.Text("reason") ?? ""),
                    request.Flag("unknownToo"),
                    cancellation).ConfigureAwait(false);
                return AdminAnswer.Of(201, VersionViews.Of(outcome), TargetOf(outcome.Revocation.Id));
            })
        {
            MediaTypes = [AdminAnswer.Json],
            Body =
            [
                new CallMember("from", MemberKind.Text, "the name of a building block, or of a group", IsRequired: true),
                new CallMember("to", MemberKind.Text, "`block/service`, a block with all its services, or `*`", IsRequired: true),
                new CallMember("reason", MemberKind.Text, "why; it stays on record"),
                new CallMember("unknownToo", MemberKind.Flag, "names that the version in force does not know are meant, for one to come; without it they are refused"),
            ],
            Answers = [(201, AdminAnswer.Json, "It is in effect; `problem` says why it denies nothing now, or may not")],
        };
        yield return new AdminCall(
            "DELETE", "/api/v1/revocations/{id}", "Lift a revocation: the policies decide again", AdminRoles.Approver,
            async (request, cancellation) =>
            {
                long id = request.RouteNumber("id");
                await administration.LiftAsync(id, request.By, request.Text("reason") ?? "", cancellation).ConfigureAwait(false);
                return AdminAnswer.Of(200, new { lifted = id }, TargetOf(id));
            })
        {
            Query = [new CallMember("reason", MemberKind.Text, "why; it stays on record")],
        };
    }

    private static string TargetOf(long id) => string.Create(CultureInfo.InvariantCulture, $"revocation {id}");
}
