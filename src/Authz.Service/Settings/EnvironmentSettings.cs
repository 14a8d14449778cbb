using System.Collections.Immutable;

namespace Authz.Service.Settings;

/// <summary>The variables that begin with AUTHZ_; two underscores are a colon, one is a dash.</summary>
internal sealed record EnvironmentSettings(
    ImmutableArray<SettingEntry> Entries, ImmutableArray<SettingFault> Faults, ImmutableArray<string> Warnings)
{
    private const string TlsSection = "tls:";

    public static EnvironmentSettings Read(IReadOnlyDictionary<string, string> variables)
    {
        var entries = ImmutableArray.CreateBuilder<SettingEntry>();
        var faults = ImmutableArray.CreateBuilder<SettingFault>();
        var warnings = ImmutableArray.CreateBuilder<string>();
        foreach ((string variable, string value) in variables.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            // An empty variable is one that a compose file or a shell passed on without a value.
            if (!variable.StartsWith(SettingName.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)
                || string.IsNullOrWhiteSpace(value))
            {
                continue;
            }

            string name = variable[SettingName.EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal);
            if (SettingCatalog.Find(name) is not null || SettingCatalog.IsFrameworkSetting(name))
            {
                entries.Add(new SettingEntry(name, value, $"in {variable}"));
            }
            else if (SettingName.Canonical(name).StartsWith(TlsSection, StringComparison.Ordinal))
            {
                // Ignored, it would leave the wire open.
                faults.Add(new($"variable {variable}", SettingCatalog.Unknown(name, static setting => setting.Variable), ""));
            }
            else if (!IsKubernetesLink(name))
            {
                warnings.Add($"variable {variable} is ignored: it {SettingCatalog.Unknown(name, static setting => setting.Variable)}");
            }
        }

        return new EnvironmentSettings(entries.ToImmutable(), faults.ToImmutable(), warnings.ToImmutable());
    }

    /// <summary>
    /// Kubernetes tells every pod of each service: AUTHZ_SERVICE_HOST, AUTHZ_PORT_9001_TCP and more for one called `authz`.
    /// </summary>
    private static bool IsKubernetesLink(string name)
    {
        string framed = $"_{name.ToUpperInvariant()}_";
        return framed.Contains("_SERVICE_HOST_", StringComparison.Ordinal)
            || framed.Contains("_SERVICE_PORT_", StringComparison.Ordinal)
            || framed.EndsWith("_PORT_", StringComparison.Ordinal)
            || framed.Contains("_TCP_", StringComparison.Ordinal)
            || framed.Contains("_UDP_", StringComparison.Ordinal);
    }
}
