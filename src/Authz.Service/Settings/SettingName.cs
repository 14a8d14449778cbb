namespace Authz.Service.Settings;

/// <summary>Names as they are compared: an option, a variable and a key of the file name the same setting.</summary>
internal static class SettingName
{
    public const string EnvironmentPrefix = "AUTHZ_";

    /// <summary>`route-binding`, `routeBinding` and `ROUTE_BINDING` are one name: no file or shell can write all of them.</summary>
    public static string Canonical(string name) => name
        .Replace("-", "", StringComparison.Ordinal)
        .Replace("_", "", StringComparison.Ordinal)
        .ToLowerInvariant();
}
