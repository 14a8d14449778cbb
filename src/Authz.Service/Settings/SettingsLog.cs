namespace Authz.Service.Settings;

internal static partial class SettingsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void LogSettingWarning(this ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "SCHED_BATCH is refused here ({Problem}): a busy service costs more CPU; --scheduling inherited asks for it no more")]
    public static partial void LogSchedulingRefused(this ILogger logger, string problem);
}
