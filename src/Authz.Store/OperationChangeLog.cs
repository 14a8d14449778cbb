using Authz.Policies.Analysis.Changes;
using Microsoft.Extensions.Logging;

namespace Authz.Store;

/// <summary>What a new version changes about operations, said when it comes into force: rules may mean more than before, or less.</summary>
internal static partial class OperationChangeLog
{
    /// <summary>Lines for one version; `authz changes` shows all.</summary>
    public const int LinesMax = 50;

    public static void Write(ILogger logger, PolicyVersion former, PolicyVersion current)
    {
        PolicyChanges changes = PolicyChanges.Between(former.Policies, current.Policies);
        (LogLevel Level, string Line)[] lines = [.. changes.Services.SelectMany(LinesOf)];
        foreach ((LogLevel level, string line) in lines.Take(LinesMax))
        {
            if (level == LogLevel.Warning)
            {
                Log.RightsChanged(logger, current.Number, line);
            }
            else
            {
                Log.OperationsChanged(logger, current.Number, line);
            }
        }

        if (lines.Length > LinesMax)
        {
            Log.MoreChanged(logger, current.Number, lines.Length - LinesMax);
        }
    }

    private static IEnumerable<(LogLevel Level, string Line)> LinesOf(ServiceChange service)
    {
        if (service.HasMoved)
        {
            yield return (LogLevel.Warning, $"service {service.Service} moved from {service.Before} to {service.After}");
        }

        if (service.IsCut)
        {
            yield return (LogLevel.Warning, $"service {service.Service} has more changes than are compared");
        }

        foreach (OperationChange change in service.Operations)
        {
            string line = $"operation of {service.Service} {ChangeText.WordOf(change.Kind)}, {ChangeText.HeadlineOf(change)}";
            yield return (LevelOf(change.ChangesRights), Join(line, ChangeText.DetailsOf(change)));
        }

        foreach (RequestChange change in service.Requests)
        {
            string line = $"requests to {service.Service} {ChangeText.HeadlineOf(change)}";
            yield return (LogLevel.Warning, Join(line, ChangeText.DetailsOf(change)));
        }
    }

    private static LogLevel LevelOf(bool changesRights) => changesRights ? LogLevel.Warning : LogLevel.Information;

    private static string Join(string headline, IEnumerable<string> details) => string.Join("; ", details.Prepend(headline));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "version {Number} changes rights: {Change}")]
        public static partial void RightsChanged(ILogger logger, long number, string change);

        [LoggerMessage(Level = LogLevel.Information, Message = "version {Number} changes operations: {Change}")]
        public static partial void OperationsChanged(ILogger logger, long number, string change);

        [LoggerMessage(Level = LogLevel.Warning, Message =
            "version {Number} has {Count} more changes of operations; `authz changes` shows all")]
        public static partial void MoreChanged(ILogger logger, long number, int count);
    }
}
