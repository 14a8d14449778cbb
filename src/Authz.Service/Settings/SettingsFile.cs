using System.Collections.Immutable;
using System.Text.Json;

namespace Authz.Service.Settings;

/// <summary>One settings file. A missing one has no entries: each is optional.</summary>
internal sealed record SettingsFile(ImmutableArray<SettingEntry> Entries, ImmutableArray<SettingFault> Faults)
{
    private static readonly SettingsFile Empty = new([], []);

    public static SettingsFile Read(string path)
    {
        if (!File.Exists(path))
        {
            return Empty;
        }

        try
        {
            using FileStream stream = File.OpenRead(path);
            IConfigurationRoot read = new ConfigurationBuilder().AddJsonStream(stream).Build();
            ImmutableArray<SettingEntry> entries =
            [
                .. from pair in read.AsEnumerable()
                   where !string.IsNullOrWhiteSpace(pair.Value)
                   orderby pair.Key.Length, pair.Key
                   select new SettingEntry(pair.Key, pair.Value, $"in {path}"),
            ];
            return new SettingsFile(entries, [.. entries.Where(IsUnknown).Select(Unknown)]);
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            return Empty with { Faults = [new(path, $"is no JSON object ({failure.Message}); mend or remove it", "")] };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Empty with { Faults = [new(path, $"cannot be read ({failure.Message}); let the service's user read it", "")] };
        }
    }

    private static bool IsUnknown(SettingEntry entry) =>
        SettingCatalog.Find(entry.Name) is null && !SettingCatalog.IsFrameworkSetting(entry.Name);

    // INVARIANT: a key that nobody reads stops the start: it may be the misspelt one that asks for client certificates.
    private static SettingFault Unknown(SettingEntry entry) =>
        new($"`{entry.Name}` ({entry.Origin})", SettingCatalog.Unknown(entry.Name, static setting => setting.Name), "");
}
