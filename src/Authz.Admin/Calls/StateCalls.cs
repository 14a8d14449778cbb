using Authz.Admin.Administration;
using Authz.Admin.Callers;
using Authz.Admin.Http;
using Authz.Store.Versions;

namespace Authz.Admin.Calls;

/// <summary>How it stands: here, on every replica, and in the audit log.</summary>
internal static class StateCalls
{
    public const int WaitSecondsMax = 60;

    /// <summary>That wait at once: each asks the replicas several times a second.</summary>
    public const int WaitersMax = 32;

    private const int WaitSecondsDefault = 30;
    private const int LinesMax = 1000;
    private const int LinesDefault = 100;

    public static IEnumerable<AdminCall> Of(CallContext context)
    {
        PolicyAdministration administration = context.Administration;
        yield return new AdminCall("GET", "/livez", "Whether the process lives", AdminRoles.None, static (_, _) =>
            Task.FromResult(AdminAnswer.Of(200, new { live = true })))
        {
            IsProbe = true,
        };
        yield return new AdminCall("GET", "/readyz", "Whether checks are answered, and what is wrong", AdminRoles.None, (_, _) =>
        {
            AdminReadiness readiness = context.Readiness();
            return Task.FromResult(AdminAnswer.Of(readiness.IsReady ? 200 : 503, new { ready = readiness.IsReady, readiness.Details }));
        })
        {
            IsProbe = true,
            Answers = [(200, AdminAnswer.Json, "Checks are answered"), (503, AdminAnswer.Json, "They are not")],
        };
        yield return new AdminCall("GET", "/api/v1/status", "What is in force, and under which rules", CallTable.Readers, (_, _) =>
            Task.FromResult(Status(context, administration.State)));
        yield return new AdminCall("GET", "/api/v1/replicas", "What each replica has in force", CallTable.Readers, async (_, cancellation) =>
            AdminAnswer.Of(200, new { replicas = (await administration.ReplicasAsync(cancellation).ConfigureAwait(false)).Select(VersionViews.Of) }));
        yield return new AdminCall(
            "GET", "/api/v1/wait", "Wait until every replica has a version in force", CallTable.Readers, (request, cancellation) =>
                WaitAsync(context, request, cancellation))
        {
            Query =
            [
                new CallMember("version", MemberKind.Text, "number, digest or `active`", IsRequired: true),
                new CallMember("seconds", MemberKind.Number, $"at most {WaitSecondsMax}; {WaitSecondsDefault} by default"),
            ],
            Answers = [(200, AdminAnswer.Json, "`isEverywhere` says whether all have it; `missing` names those that have not")],
        };
        yield return new AdminCall("GET", "/api/v1/audit", "The last lines of the audit log of this API, oldest first", AdminRoles.Auditor, (request, _) =>
        {
            int count = (int)Math.Min(request.Number("limit") ?? LinesDefault, LinesMax);
            return Task.FromResult(AdminAnswer.Of(200, new { lines = LinesOf(context, count) }));
        })
        {
            Query = [new CallMember("limit", MemberKind.Number, $"how many, at most {LinesMax}; {LinesDefault} by default")],
        };
    }

    private static IReadOnlyList<System.Text.Json.JsonElement> LinesOf(CallContext context, int count)
    {
        try
        {
            return context.Audit.ReadLast(count);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AdministrationException(Refusal.Unavailable, "the audit log cannot be read: mend its disk, and ask again");
        }
    }

    private static AdminAnswer Status(CallContext context, RepositoryState state)
    {
        AdminReadiness readiness = context.Readiness();
        AdministrationOptions options = context.Administration.Options;
        return AdminAnswer.Of(200, new
        {
            ready = readiness.IsReady,
            readiness.Details,
            inForce = state.Active is { } active ? VersionViews.Of(state, active) : null,
            serves = readiness.Serves is { } serves ? VersionViews.Of(serves) : null,
            lastNumber = state.LastNumber,
            versions = state.Versions.Length,
            folderIsAuthor = options.IsFolderAuthor,
            options.FourEyes,
            revocations = state.Revocations.Length,
            scheduled = context.Schedule.All.Count(static scheduled => scheduled.Status == ScheduleStatus.Waiting),
            damages = state.Damages.Select(static damage => damage.ToString()),
        });
    }

    private static async Task<AdminAnswer> WaitAsync(CallContext context, AdminRequest request, CancellationToken cancellation)
    {
        using IDisposable place = context.Waiters.Take();
        long seconds = Math.Min(request.Number("seconds") ?? WaitSecondsDefault, WaitSecondsMax);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, context.Stopping);
        try
        {
            Replication replication = await context.Administration.WaitAsync(
                request.Text("version") ?? "", TimeSpan.FromSeconds(seconds), either.Token).ConfigureAwait(false);
            return AdminAnswer.Of(200, new { replication.IsEverywhere, replication.Missing, replicas = replication.Replicas.Select(VersionViews.Of) });
        }
        catch (OperationCanceledException) when (context.Stopping.IsCancellationRequested)
        {
            throw new AdministrationException(Refusal.Unavailable, "the service ends: ask another replica");
        }
    }
}
