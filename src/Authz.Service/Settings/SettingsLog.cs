namespace Authz.Service.Settings;

internal static partial class SettingsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void LogSettingWarning(this ILogger logger, string warning);
}
