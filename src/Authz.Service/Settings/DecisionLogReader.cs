using Authz.Service.Audit;

namespace Authz.Service.Settings;

/// <summary>The settings of the decision log.</summary>
internal static class DecisionLogReader
{
    /// <summary>Null: there is none.</summary>
    public static DecisionLogSettings? Read(SettingValues values, SettingsInput input)
    {
        DecisionLogFull full = values.Choice(
            SettingCatalog.DecisionLogFull, [("refuse", DecisionLogFull.Refuse), ("drop", DecisionLogFull.Drop)]);
        int queue = values.Count(SettingCatalog.DecisionLogQueue, DecisionLogSettings.QueueLeast, DecisionLogSettings.QueueMost);
        if (values.Find(SettingCatalog.DecisionLog) is not { } entry)
        {
            Needs(values, SettingCatalog.DecisionLogFull);
            Needs(values, SettingCatalog.DecisionLogQueue);
            return null;
        }

        string path = entry.Value.Trim();
        if (path != DecisionLogSettings.StandardOutput)
        {
            path = Path.GetFullPath(path, input.CurrentFolder);
            if (Directory.Exists(path))
            {
                values.Fault(SettingCatalog.DecisionLog, entry, "is a folder; name a file in it");
            }
        }

        return new DecisionLogSettings { Path = path, Full = full, QueueLength = queue };
    }

    /// <summary>Whoever says what a full log does believes that there is one.</summary>
    private static void Needs(SettingValues values, SettingDefinition setting)
    {
        if (values.IsSet(setting) && values.Find(setting) is { } entry)
        {
            values.Fault(setting, entry, $"needs {SettingCatalog.DecisionLog.Option} beside it");
        }
    }
}
