using System.Net;
using Authz.Grpc.Endpoints;

namespace Authz.Service.Settings;

/// <summary>The settings of the admin API.</summary>
internal static class AdminReader
{
    private static readonly SettingDefinition[] Beside =
    [
        SettingCatalog.AdminFourEyes, SettingCatalog.AdminTokens, SettingCatalog.AdminTlsCertificate, SettingCatalog.AdminTlsKey,
        SettingCatalog.AdminTlsClientCa, SettingCatalog.AdminCallers, SettingCatalog.AdminJwtIssuer, SettingCatalog.AdminJwtAudience,
        SettingCatalog.AdminJwtKeys, SettingCatalog.AdminJwtRoles,
    ];

    private static readonly SettingDefinition[][] Together =
    [
        [SettingCatalog.AdminTlsCertificate, SettingCatalog.AdminTlsKey],
        [SettingCatalog.AdminCallers, SettingCatalog.AdminTlsClientCa],
        [SettingCatalog.AdminJwtIssuer, SettingCatalog.AdminJwtAudience, SettingCatalog.AdminJwtKeys],
    ];

    private static readonly SettingDefinition[] Ways = [SettingCatalog.AdminTokens, SettingCatalog.AdminCallers, SettingCatalog.AdminJwtIssuer];

    /// <summary>Null: there is none.</summary>
    public static AdminHosting? Read(SettingValues values, SettingsInput input)
    {
        bool fourEyes = values.Switch(SettingCatalog.AdminFourEyes);
        if (values.Find(SettingCatalog.Admin) is not { } entry)
        {
            foreach (SettingDefinition setting in Beside.Where(values.IsSet))
            {
                Needs(values, setting, SettingCatalog.Admin);
            }

            return null;
        }

        RequireSense(values);
        return new AdminHosting
        {
            Listen = ReadAddress(values, entry),
            FourEyes = fourEyes,
            TokenFile = ReadFile(values, input, SettingCatalog.AdminTokens),
            CertificateFile = ReadFile(values, input, SettingCatalog.AdminTlsCertificate),
            KeyFile = ReadFile(values, input, SettingCatalog.AdminTlsKey),
            ClientCaFile = ReadFile(values, input, SettingCatalog.AdminTlsClientCa),
            CallersFile = ReadFile(values, input, SettingCatalog.AdminCallers),
            JwtIssuer = values.Find(SettingCatalog.AdminJwtIssuer)?.Value,
            JwtAudience = values.Find(SettingCatalog.AdminJwtAudience)?.Value,
            JwtKeysFile = ReadFile(values, input, SettingCatalog.AdminJwtKeys),
            JwtRoles = values.Text(SettingCatalog.AdminJwtRoles),
        };
    }

    private static void RequireSense(SettingValues values)
    {
        Needs(values, SettingCatalog.Admin, SettingCatalog.Data);
        foreach (SettingDefinition[] group in Together)
        {
            foreach (SettingDefinition setting in group)
            {
                foreach (SettingDefinition other in group.Where(other => other != setting))
                {
                    Needs(values, setting, other);
                }
            }
        }

        SettingDefinition[] ways = [.. Ways.Where(values.IsSet)];
        if (ways.Length > 1 && values.Find(ways[1]) is { } second)
        {
            values.Fault(ways[1], second, $"is a second way to know callers beside {ways[0].Option}; leave one");
        }
    }

    private static IPEndPoint ReadAddress(SettingValues values, SettingEntry entry)
    {
        if (!GrpcEndpoint.TryParse(entry.Value, out GrpcEndpoint? endpoint, out string? error))
        {
            values.Fault(SettingCatalog.Admin, entry, error);
        }
        else if (endpoint.Address is IPEndPoint address)
        {
            return address;
        }
        else
        {
            values.Fault(SettingCatalog.Admin, entry, "is a socket; give an address and a port, as in 127.0.0.1:9002");
        }

        return new IPEndPoint(IPAddress.Loopback, 0);
    }

    /// <summary>Whole path.</summary>
    private static string? ReadFile(SettingValues values, SettingsInput input, SettingDefinition setting)
    {
        if (values.Find(setting) is not { } entry)
        {
            return null;
        }

        string path = input.Resolve(entry.Value);
        if (!File.Exists(path))
        {
            values.Fault(setting, entry, $"there is no file {path}");
        }

        return path;
    }

    private static void Needs(SettingValues values, SettingDefinition setting, SettingDefinition other)
    {
        if (values.Find(setting) is { } entry && values.Find(other) is null)
        {
            values.Fault(setting, entry, $"needs {other.Option} beside it");
        }
    }
}
