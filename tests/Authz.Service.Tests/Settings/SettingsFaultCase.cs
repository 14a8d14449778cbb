namespace Authz.Service.Tests.Settings;

/// <summary>One entry of `tests/cases/settings/faults.json`: settings with which the service does not start.</summary>
/// <param name="File">The text of the settings file, if there is one. `{file}` and `{folder}` in a fault stand for where it lies.</param>
/// <param name="Faults">How each begins, in order.</param>
internal sealed record SettingsFaultCase(
    string Name, string[]? Arguments, Dictionary<string, string>? Environment, string? File, string[] Faults);
