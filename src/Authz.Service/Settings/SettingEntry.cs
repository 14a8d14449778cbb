namespace Authz.Service.Settings;

/// <summary>One value as it was found.</summary>
/// <param name="Name">As it was written there, with colons between sections.</param>
/// <param name="Origin">For a message: `on the command line`, the variable, or the file.</param>
public sealed record SettingEntry(string Name, string Value, string Origin);
