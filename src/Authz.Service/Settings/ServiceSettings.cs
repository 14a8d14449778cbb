using System.Collections.Immutable;
using Authz.Grpc.Endpoints;
using Authz.Grpc.Limits;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Compilation;
using Authz.Service.Audit;
using Authz.Service.Scheduling;
using Authz.Store;

namespace Authz.Service.Settings;

/// <summary>What the operator decided, validated. Each property is explained in <see cref="SettingCatalog"/>.</summary>
public sealed record ServiceSettings
{
    public required PolicySourceKind Source { get; init; }

    /// <summary>Null: versions are in no database.</summary>
    public PostgresSettings? Postgres { get; init; }

    /// <summary>Whole path. The folder itself may come later.</summary>
    public required string PolicyFolder { get; init; }

    /// <summary>At least one, none twice.</summary>
    public required ImmutableArray<GrpcEndpoint> Listen { get; init; }

    /// <summary>For every address; sockets take none.</summary>
    public required GrpcTlsFiles? Tls { get; init; }

    public required TimeSpan Settle { get; init; }

    public required TimeSpan Poll { get; init; }

    public required LockMode Lock { get; init; }

    public required RouteBindingMode RouteBinding { get; init; }

    public required CertificateMode Certificate { get; init; }

    public required UnknownTokenMode UnknownTokens { get; init; }

    public required int SignatureChecksMax { get; init; }

    /// <summary>Whole path; null: nothing is kept.</summary>
    public required string? DataFolder { get; init; }

    /// <summary>Whole path; null: every secret file must have one.</summary>
    public required string? SecretFolder { get; init; }

    /// <summary>Null: decisions are not logged.</summary>
    public required DecisionLogSettings? DecisionLog { get; init; }

    public required bool AnswerHeaders { get; init; }

    public required int RequestBytesMax { get; init; }

    public required TimeSpan CheckDeadline { get; init; }

    /// <summary>What clients may cost.</summary>
    public required GrpcLimits Limits { get; init; }

    public required int WatchersMax { get; init; }

    public required SchedulingMode Scheduling { get; init; }

    /// <summary>Null: versions are administered by nobody but the folder, or the command beside a service that is stopped.</summary>
    public AdminHosting? Admin { get; init; }

    public FolderSourceOptions FolderSource =>
        new() { Folder = PolicyFolder, Settle = Settle, Poll = Poll, Lock = Lock };

    public CompilationOptions Compilation => new() { RouteBinding = RouteBinding };
}
