using System.Collections.Immutable;
using Authz.Grpc.Endpoints;

namespace Authz.Service.Settings;

/// <summary>The settings of the `tls` section, which only make sense together.</summary>
internal static class TlsSettings
{
    /// <summary>Null: no TLS.</summary>
    public static GrpcTlsFiles? Read(SettingValues values, SettingsInput input, ImmutableArray<GrpcEndpoint> listen)
    {
        string? certificate = File(values, input, SettingCatalog.TlsCertificate);
        string? key = File(values, input, SettingCatalog.TlsKey);
        string? clientCa = File(values, input, SettingCatalog.TlsClientCa);
        bool isRequired = values.Switch(SettingCatalog.TlsRequireClientCertificate);

        Needs(values, SettingCatalog.TlsCertificate, SettingCatalog.TlsKey);
        Needs(values, SettingCatalog.TlsKey, SettingCatalog.TlsCertificate);
        Needs(values, SettingCatalog.TlsClientCa, SettingCatalog.TlsCertificate);
        if (isRequired && values.IsSet(SettingCatalog.TlsRequireClientCertificate))
        {
            Needs(values, SettingCatalog.TlsRequireClientCertificate, SettingCatalog.TlsClientCa);
        }

        if (certificate is null || key is null)
        {
            return null;
        }

        bool isForSocketsAlone = listen is not [] && listen.All(static endpoint => endpoint.IsUnixSocket);
        if (isForSocketsAlone && values.Find(SettingCatalog.TlsCertificate) is { } entry)
        {
            values.Fault(SettingCatalog.TlsCertificate, entry, "has no effect: a socket takes no TLS, and no address is listened on");
        }

        return new GrpcTlsFiles(certificate, key) { ClientCaPath = clientCa, IsClientCertificateRequired = isRequired };
    }

    /// <summary>Whole path. What is in it is read, and judged, when the address is opened.</summary>
    private static string? File(SettingValues values, SettingsInput input, SettingDefinition setting)
    {
        if (values.Find(setting) is not { } entry)
        {
            return null;
        }

        string path = input.Resolve(entry.Value);
        if (!System.IO.File.Exists(path))
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
