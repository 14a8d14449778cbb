using System.Collections;

namespace Authz.Service.Settings;

/// <summary>All that settings are read from.</summary>
public sealed record SettingsInput
{
    public const string FileName = "appsettings.json";

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required string CurrentFolder { get; init; }

    /// <summary>Where the program lies, with the settings file that it brings.</summary>
    public required string ContentRoot { get; init; }

    public static SettingsInput OfThisProcess(string[] arguments)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            variables[variable.Key.ToString() ?? ""] = variable.Value?.ToString() ?? "";
        }

        return new SettingsInput
        {
            Arguments = arguments,
            Environment = variables,
            CurrentFolder = Directory.GetCurrentDirectory(),
            ContentRoot = AppContext.BaseDirectory,
        };
    }

    /// <summary>The settings files from the weakest to the strongest, whether they are there or not.</summary>
    internal IEnumerable<string> Files()
    {
        string? stage = Environment.GetValueOrDefault("ASPNETCORE_ENVIRONMENT") ?? Environment.GetValueOrDefault("DOTNET_ENVIRONMENT");
        return
            from folder in (string[])[ContentRoot, CurrentFolder]
            from name in (string[])[FileName, $"appsettings.{(string.IsNullOrEmpty(stage) ? "Production" : stage)}.json"]
            select Path.GetFullPath(Path.Combine(folder, name));
    }

    /// <summary>A relative path leads below the current folder if something is there, else below the program's if it is there.</summary>
    internal string Resolve(string path)
    {
        string here = Path.GetFullPath(path, CurrentFolder);
        string beside = Path.GetFullPath(path, ContentRoot);
        return !Path.Exists(here) && Path.Exists(beside) ? beside : here;
    }
}
