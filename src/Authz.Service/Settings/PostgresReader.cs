namespace Authz.Service.Settings;

/// <summary>The settings of versions in a database, which only make sense together.</summary>
internal static class PostgresReader
{
    private static readonly TimeSpan ageLeast = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ageMost = TimeSpan.FromDays(365);

    /// <summary>Null: versions are in no database.</summary>
    public static PostgresSettings? Read(PolicySourceKind source, SettingValues values, SettingsInput input)
    {
        if (source != PolicySourceKind.Postgres)
        {
            foreach (SettingDefinition setting in (SettingDefinition[])[SettingCatalog.Postgres, SettingCatalog.Replica, SettingCatalog.PolicyAgeMax])
            {
                if (values.IsSet(setting) && values.Find(setting) is { } useless)
                {
                    values.Fault(setting, useless, $"needs {SettingCatalog.Source.Option} postgres beside it");
                }
            }

            return null;
        }

        if (values.Find(SettingCatalog.Postgres) is not { } entry)
        {
            if (values.Find(SettingCatalog.Source) is { } needing)
            {
                values.Fault(SettingCatalog.Source, needing, $"needs {SettingCatalog.Postgres.Option} beside it: the file with the connection string");
            }

            return null;
        }

        string file = Path.GetFullPath(entry.Value, input.CurrentFolder);
        if (!File.Exists(file))
        {
            values.Fault(SettingCatalog.Postgres, entry, "names no file: write the connection string into a file, and its path here");
        }

        string replica = values.Text(SettingCatalog.Replica);
        return new PostgresSettings(
            file,
            replica.Length > 0 ? replica : Environment.MachineName,
            values.IsSet(SettingCatalog.PolicyAgeMax) ? values.Time(SettingCatalog.PolicyAgeMax, ageLeast, ageMost) : null);
    }
}
