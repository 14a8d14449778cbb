namespace Authz.Service.Settings;

/// <summary>One thing that an operator can set: its name on the command line, and what `--help` says of it.</summary>
/// <param name="Name">As after the two dashes. A colon leads into a section of the settings file.</param>
/// <param name="Form">What the value looks like.</param>
/// <param name="Default">As it would be written; empty where nothing is the default.</param>
public sealed record SettingDefinition(string Name, string Form, string Default, string Help)
{
    /// <summary>Several values may be given: the option repeated, one text with commas or semicolons, or a list in the file.</summary>
    public bool IsList { get; init; }

    /// <summary>The option alone means true.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>What is given here by mistake may be a password: messages do not repeat it.</summary>
    public bool IsHidden { get; init; }

    public string Option => $"--{Name}";

    public string Variable =>
        SettingName.EnvironmentPrefix
        + Name.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_').ToUpperInvariant();

    /// <summary>Where it can be set, for a message.</summary>
    public string Places => $"set it by {Option}, {Variable} or `{Name}` in {SettingsInput.FileName}";
}
