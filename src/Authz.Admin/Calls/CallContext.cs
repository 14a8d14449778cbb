using System.Globalization;
using Authz.Admin.Administration;
using Authz.Admin.Audit;
using Authz.Admin.Events;
using Authz.Admin.Http;
using Microsoft.Extensions.Logging;

namespace Authz.Admin.Calls;

/// <summary>What calls work with.</summary>
internal sealed partial class CallContext : IDisposable
{
    public CallContext(
        PolicyAdministration administration,
        AdminAuditLog audit,
        Func<AdminReadiness> readiness,
        TimeProvider clock,
        ILogger logger,
        CancellationToken stopping)
    {
        Administration = administration;
        Audit = audit;
        Readiness = readiness;
        Clock = clock;
        Stopping = stopping;
        Events = new EventFeed(administration.Repository);
        Schedule = new ActivationSchedule(administration, clock, beginning => TellBegin(beginning, logger), finished => Tell(finished, logger));
    }

    public PolicyAdministration Administration { get; }

    public ActivationSchedule Schedule { get; }

    public EventFeed Events { get; }

    public Places Waiters { get; } = new(StateCalls.WaitersMax, "wait for replicas");

    public AdminAuditLog Audit { get; }

    public Func<AdminReadiness> Readiness { get; }

    public TimeProvider Clock { get; }

    /// <summary>When the service begins to end.</summary>
    public CancellationToken Stopping { get; }

    public void Dispose()
    {
        Schedule.Dispose();
        Events.Dispose();
    }

    private void TellBegin(ScheduledActivation beginning, ILogger logger)
    {
        try
        {
            Append(beginning, "begin", 0, "");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.AuditFailed(logger, beginning.Id, failure);
            throw new AdministrationException(Refusal.Unavailable, "the audit log cannot be written, and nothing is changed that it does not tell of");
        }
    }

    // Nobody asks for it at that time, so that it has no answer to be told in.
    private void Tell(ScheduledActivation finished, ILogger logger)
    {
        if (finished.Status == ScheduleStatus.Refused)
        {
            Log.NotDone(logger, finished.Id, finished.Number, finished.Outcome);
        }

        try
        {
            Append(finished, "end", finished.Status == ScheduleStatus.Done ? 201 : 409, finished.Outcome);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.AuditFailed(logger, finished.Id, failure);
        }
    }

    private void Append(ScheduledActivation scheduled, string phase, int status, string reason) => Audit.Append(
        new AuditEntry(
            Clock.GetUtcNow(), phase, "", scheduled.By, [], "",
            string.Create(CultureInfo.InvariantCulture, $"scheduled activation {scheduled.Id}"), scheduled.Digest, status, reason),
        isToLast: true);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "scheduled activation {Id} of version {Number} was not done: {Outcome}")]
        public static partial void NotDone(ILogger logger, long id, long number, string outcome);

        [LoggerMessage(Level = LogLevel.Error, Message = "scheduled activation {Id} cannot be told in the audit log of the admin API")]
        public static partial void AuditFailed(ILogger logger, long id, Exception failure);
    }
}
