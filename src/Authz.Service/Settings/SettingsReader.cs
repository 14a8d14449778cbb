using System.Collections.Immutable;
using System.Net;
using Authz.Grpc.Endpoints;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Compilation;
using Authz.Service.Scheduling;
using Authz.Store;

namespace Authz.Service.Settings;

/// <summary>
/// Files, environment and command line to settings; each is stronger than the one before. All faults are reported together,
/// so that a start is mended once.
/// </summary>
public static class SettingsReader
{
    public static readonly TimeSpan SettleMax = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan PollMin = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan PollMax = TimeSpan.FromHours(1);
    public static readonly TimeSpan CheckDeadlineMin = TimeSpan.FromMilliseconds(1);
    public static readonly TimeSpan CheckDeadlineMax = TimeSpan.FromMinutes(1);

    /// <summary>Less would refuse ordinary requests: a certificate and a token fill kilobytes.</summary>
    public const int RequestBytesLeast = 16 * 1024;

    public const int RequestBytesMost = 64 * 1024 * 1024;

    public static SettingsResult Read(SettingsInput input)
    {
        CommandLine line = CommandLine.Read(input.Arguments);
        EnvironmentSettings environment = EnvironmentSettings.Read(input.Environment);
        SettingsFile[] files = [.. input.Files().Distinct().Select(SettingsFile.Read)];
        ImmutableArray<SettingEntry>[] layers = [.. files.Select(static file => file.Entries), environment.Entries, line.Entries];

        var values = new SettingValues(layers);
        ServiceSettings settings = Build(values, input);
        IEnumerable<SettingFault> faults =
        [
            .. line.Faults, .. environment.Faults, .. files.SelectMany(static file => file.Faults),
            .. layers.SelectMany(static layer => layer).SelectMany(LogLevelFault), .. values.Faults,
        ];
        ImmutableArray<SettingFault> distinct = [.. faults.Distinct()];
        return new SettingsResult
        {
            Settings = distinct.IsEmpty && !line.IsHelpWanted ? settings : null,
            Faults = distinct,
            Warnings =
            [
                .. environment.Warnings,
                .. settings.Listen.Where(endpoint => IsOpen(endpoint, settings.Tls)).Select(OpenWarning),
            ],
            IsHelpWanted = line.IsHelpWanted,
            Configuration = ConfigurationOf(layers),
        };
    }

    private static ServiceSettings Build(SettingValues values, SettingsInput input)
    {
        PolicySourceKind source = Source(values);
        ImmutableArray<GrpcEndpoint> listen = values.Endpoints(SettingCatalog.Listen);
        return new ServiceSettings
        {
            Source = source,
            Postgres = PostgresReader.Read(source, values, input),
            PolicyFolder = PolicyFolder(values, input),
            Listen = listen,
            Tls = TlsSettings.Read(values, input, listen),
            Settle = values.Time(SettingCatalog.Settle, TimeSpan.Zero, SettleMax),
            Poll = values.Time(SettingCatalog.Poll, PollMin, PollMax),
            Lock = values.Choice(
                SettingCatalog.Lock, [("required", LockMode.Required), ("when-present", LockMode.WhenPresent), ("once-seen", LockMode.OnceSeen)]),
            RouteBinding = values.Choice(
                SettingCatalog.RouteBinding,
                [("required", RouteBindingMode.Required), ("when-present", RouteBindingMode.WhenPresent)]),
            Certificate = values.Choice(
                SettingCatalog.Certificate,
                [("required", CertificateMode.Required), ("when-present", CertificateMode.WhenPresent)]),
            UnknownTokens = values.Choice(
                SettingCatalog.UnknownTokens, [("refuse", UnknownTokenMode.Refused), ("pass", UnknownTokenMode.Passed)]),
            SignatureChecksMax = values.Count(SettingCatalog.SignatureChecksMax, 1, LimitSettings.SignatureChecksMost),
            DataFolder = OptionalFolder(SettingCatalog.Data, values, input),
            SecretFolder = OptionalFolder(SettingCatalog.Secrets, values, input),
            DecisionLog = DecisionLogReader.Read(values, input),
            AnswerHeaders = values.Switch(SettingCatalog.AnswerHeaders),
            RequestBytesMax = values.Size(SettingCatalog.RequestBytesMax, RequestBytesLeast, RequestBytesMost),
            CheckDeadline = values.Time(SettingCatalog.CheckDeadline, CheckDeadlineMin, CheckDeadlineMax),
            Limits = LimitSettings.Read(values),
            WatchersMax = values.Count(SettingCatalog.WatchersMax, 1, LimitSettings.WatchersMost),
            Scheduling = values.Choice(
                SettingCatalog.Scheduling, [("batch", SchedulingMode.Batch), ("inherited", SchedulingMode.Inherited)]),
            Admin = AdminReader.Read(values, input),
        };
    }

    private static PolicySourceKind Source(SettingValues values)
    {
        PolicySourceKind source = values.Choice(
            SettingCatalog.Source, [("folder", PolicySourceKind.Folder), ("journal", PolicySourceKind.Journal), ("postgres", PolicySourceKind.Postgres)]);
        if (source != PolicySourceKind.Folder && string.IsNullOrWhiteSpace(values.Text(SettingCatalog.Data)) && values.Find(SettingCatalog.Source) is { } entry)
        {
            values.Fault(SettingCatalog.Source, entry, $"needs {SettingCatalog.Data.Option} beside it: the folder that {(source == PolicySourceKind.Journal ? "the journal lies" : "this replica's copy lies")} in");
        }

        return source;
    }

    private static string PolicyFolder(SettingValues values, SettingsInput input) =>
        Folder(SettingCatalog.Policies, input.Resolve(values.Text(SettingCatalog.Policies)), values);

    private static string? OptionalFolder(SettingDefinition setting, SettingValues values, SettingsInput input) =>
        values.Text(setting) is { Length: > 0 } text ? Folder(setting, Path.GetFullPath(text, input.CurrentFolder), values) : null;

    private static string Folder(SettingDefinition setting, string folder, SettingValues values)
    {
        // A folder that is not there yet may still be mounted; a file never becomes one.
        if (File.Exists(folder) && values.Find(setting) is { } entry)
        {
            values.Fault(setting, entry, "is a file; name the folder that it lies in");
        }

        return folder;
    }

    /// <summary>The framework would throw for such a value, while it starts.</summary>
    private static IEnumerable<SettingFault> LogLevelFault(SettingEntry entry)
    {
        string[] path = entry.Name.Split(':');
        bool isLevel = path is [_, _, _, ..]
            && path[0].Equals("Logging", StringComparison.OrdinalIgnoreCase)
            && path[^2].Equals("LogLevel", StringComparison.OrdinalIgnoreCase);
        return isLevel && !Enum.GetNames<LogLevel>().Contains(entry.Value, StringComparer.OrdinalIgnoreCase)
            ? [new($"{entry.Name} `{entry.Value}` ({entry.Origin})", $"is none of {string.Join(", ", Enum.GetNames<LogLevel>())}", "")]
            : [];
    }

    private static bool IsOpen(GrpcEndpoint endpoint, GrpcTlsFiles? tls) =>
        tls is null && endpoint.Address is IPEndPoint address && !IPAddress.IsLoopback(address.Address);

    private static string OpenWarning(GrpcEndpoint endpoint) =>
        $"{endpoint} is reached from other machines and has no TLS: whoever reaches it may ask who may call whom";

    private static IConfigurationRoot ConfigurationOf(IEnumerable<ImmutableArray<SettingEntry>> layers)
    {
        var strongest = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (SettingEntry entry in layers.SelectMany(static layer => layer))
        {
            strongest[entry.Name] = entry.Value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(strongest).Build();
    }
}
