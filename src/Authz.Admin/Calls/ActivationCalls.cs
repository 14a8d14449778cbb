using System.Globalization;
using Authz.Admin.Administration;
using Authz.Admin.Http;
using Authz.Store.Versions;

namespace Authz.Admin.Calls;

/// <summary>What comes into force, now or later, and what is taken back.</summary>
internal static class ActivationCalls
{
    private static readonly CallMember Version = new("version", MemberKind.Text, "number, digest, or the first 12 digits of it");
    private static readonly CallMember Reason = new("reason", MemberKind.Text, "why; it stays on record");

    public static IEnumerable<AdminCall> Of(CallContext context)
    {
        PolicyAdministration administration = context.Administration;
        yield return new AdminCall("GET", "/api/v1/activations", "What came into force, latest first, and what waits for its time", CallTable.Readers, (_, _) =>
        {
            RepositoryState state = administration.State;
            return Task.FromResult(AdminAnswer.Of(200, new
            {
                activations = state.Activations.Select(activation => VersionViews.Of(state, activation)),
                scheduled = context.Schedule.All,
            }));
        });
        yield return new AdminCall(
            "POST", "/api/v1/activations", "Bring a version into force", CallTable.Operators, (request, cancellation) => ActivateAsync(context, request, cancellation))
        {
            MediaTypes = [AdminAnswer.Json],
            Body =
            [
                Version with { IsRequired = true },
                Reason,
                new CallMember("expectedEpoch", MemberKind.Number, "what is believed to be in force, 0 for nothing: if something else is, nothing is done"),
                new CallMember("delaySeconds", MemberKind.Number, "how long to wait; lost if the service restarts meanwhile, and stopped by whatever comes into force before"),
            ],
            Answers = [(201, AdminAnswer.Json, "It is in force"), (202, AdminAnswer.Json, "It waits for its time")],
        };
        yield return new AdminCall(
            "DELETE", "/api/v1/activations/scheduled/{id}", "Cancel an activation that waits", CallTable.Operators, (request, _) =>
            {
                ScheduledActivation cancelled = context.Schedule.Cancel(request.RouteNumber("id"), request.By);
                return Task.FromResult(AdminAnswer.Of(200, cancelled, cancelled.Digest));
            });
        yield return new AdminCall(
            "POST", "/api/v1/rollbacks", "Bring a version back into force at once, and hold it there until somebody unpins", CallTable.Operators,
            async (request, cancellation) => Activated(administration, await administration.RollbackAsync(
                request.Text("version"), request.By, request.Text("reason") ?? "", cancellation).ConfigureAwait(false)))
        {
            MediaTypes = [AdminAnswer.Json],
            Body = [Version with { Meaning = $"{Version.Meaning}; what was in force before by default" }, Reason],
            Answers = [(201, AdminAnswer.Json, "It is in force, and pinned")],
        };
        yield return new AdminCall(
            "POST", "/api/v1/unpin", "End the hold of a rollback", CallTable.Operators,
            async (request, cancellation) => Activated(administration, await administration.UnpinAsync(
                request.By, request.Text("reason") ?? "", cancellation).ConfigureAwait(false)))
        {
            MediaTypes = [AdminAnswer.Json],
            Body = [Reason],
            Answers = [(201, AdminAnswer.Json, "The same version is in force, and not pinned")],
        };
    }

    private static async Task<AdminAnswer> ActivateAsync(CallContext context, AdminRequest request, CancellationToken cancellation)
    {
        var activation = new ActivationRequest(request.Text("version") ?? "", request.By, request.Text("reason") ?? "", request.Number("expectedEpoch"));
        if (request.Number("delaySeconds") is { } delay)
        {
            // More seconds than a delay may have, so that it is refused as too long and does not overflow.
            double seconds = Math.Min(delay, ActivationSchedule.DelayMax.TotalSeconds + 1);
            ScheduledActivation scheduled = context.Schedule.Add(activation, TimeSpan.FromSeconds(seconds));
            return AdminAnswer.Of(202, scheduled, scheduled.Digest) with
            {
                Location = string.Create(CultureInfo.InvariantCulture, $"/api/v1/activations/scheduled/{scheduled.Id}"),
            };
        }

        return Activated(context.Administration, await context.Administration.ActivateAsync(activation, cancellation).ConfigureAwait(false));
    }

    private static AdminAnswer Activated(PolicyAdministration administration, Activation activation) =>
        AdminAnswer.Of(201, VersionViews.Of(administration.State, activation), activation.Digest);
}
