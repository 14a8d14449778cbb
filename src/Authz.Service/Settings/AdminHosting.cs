using System.Net;

namespace Authz.Service.Settings;

/// <summary>The settings of the admin API. What is in its files is read, and judged, when it starts.</summary>
public sealed record AdminHosting
{
    public required IPEndPoint Listen { get; init; }

    public required bool FourEyes { get; init; }

    /// <summary>Whole path; null: the file below the folder of data, made where it is not there.</summary>
    public required string? TokenFile { get; init; }

    /// <summary>Null: no TLS.</summary>
    public required string? CertificateFile { get; init; }

    public required string? KeyFile { get; init; }

    public required string? ClientCaFile { get; init; }

    /// <summary>Null: no client certificates.</summary>
    public required string? CallersFile { get; init; }

    /// <summary>Null: no JWTs.</summary>
    public required string? JwtIssuer { get; init; }

    public required string? JwtAudience { get; init; }

    public required string? JwtKeysFile { get; init; }

    public required string JwtRoles { get; init; }
}
