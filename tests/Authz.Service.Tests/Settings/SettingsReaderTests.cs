using Authz.Grpc.Limits;
using Authz.Grpc.Server;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Compilation;
using Authz.Service.Scheduling;
using Authz.Service.Settings;
using Authz.Store;
using Authz.Testing;
using Microsoft.Extensions.Configuration;

namespace Authz.Service.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly SettingsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_word_the_strict_defaults_hold()
    {
        ServiceSettings settings = Settings(folder.Read());

        Assert.Equal(folder.At("policies"), settings.PolicyFolder);
        Assert.Equal(["127.0.0.1:9001"], Addresses(settings));
        Assert.Null(settings.Tls);
        Assert.Equal(TimeSpan.FromMilliseconds(300), settings.Settle);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Poll);
        Assert.Equal(PolicySourceKind.Folder, settings.Source);
        Assert.Equal(LockMode.OnceSeen, settings.Lock);
        Assert.Equal(RouteBindingMode.Required, settings.RouteBinding);
        Assert.Equal(CertificateMode.Required, settings.Certificate);
        Assert.True(settings.AnswerHeaders);
        Assert.Equal(1024 * 1024, settings.RequestBytesMax);
        Assert.Equal(TimeSpan.FromMilliseconds(200), settings.CheckDeadline);
        Assert.Equal(UnknownTokenMode.Passed, settings.UnknownTokens);
        Assert.Equal(Math.Max(1, Environment.ProcessorCount / 2), settings.SignatureChecksMax);
        Assert.Null(settings.DataFolder);
        Assert.Null(settings.DecisionLog);
        Assert.Null(settings.SecretFolder);
        Assert.Equal(new GrpcLimits(), settings.Limits);
        Assert.Equal(GrpcServiceMapBuilder.StreamsMaxDefault, settings.WatchersMax);
        Assert.Equal(SchedulingMode.Batch, settings.Scheduling);
    }

    [Fact]
    public void Every_setting_can_be_given_on_the_command_line()
    {
        ServiceSettings settings = Settings(folder.Read(
            "--policies", "elsewhere", "--listen=unix:/run/authz.sock", "--listen", "0.0.0.0:9443;[::1]:9001",
            "--tls:certificate", "certificate.pem", "--tls:key", "key.pem", "--tls:client-ca", "ca.pem",
            "--tls:require-client-certificate", "false", "--settle", "0s", "--poll", "1h", "--lock", "required",
            "--route-binding", "when-present", "--certificate", "when-present", "--answer-headers=false",
            "--request-bytes-max", "64KiB", "--check-deadline", "1m",
            "--connections-max", "17", "--streams-per-connection-max", "18", "--arriving-bytes-max", "19MiB",
            "--message-deadline", "20s", "--handshake-deadline", "21s", "--silence-max", "22s", "--stall-max", "23s",
            "--watchers-max", "24", "--unknown-tokens", "refuse", "--signature-checks-max", "25", "--data", "kept", "--secrets", "hidden",
            "--scheduling", "inherited"));

        Assert.Equal(folder.At("elsewhere"), settings.PolicyFolder);
        Assert.Equal(["unix:/run/authz.sock", "0.0.0.0:9443", "[::1]:9001"], Addresses(settings));
        Assert.Equal(folder.At("certificate.pem"), settings.Tls?.CertificatePath);
        Assert.Equal(folder.At("key.pem"), settings.Tls?.KeyPath);
        Assert.Equal(folder.At("ca.pem"), settings.Tls?.ClientCaPath);
        Assert.False(settings.Tls?.IsClientCertificateRequired);
        Assert.Equal(TimeSpan.Zero, settings.FolderSource.Settle);
        Assert.Equal(TimeSpan.FromHours(1), settings.FolderSource.Poll);
        Assert.Equal(LockMode.Required, settings.FolderSource.Lock);
        Assert.Equal(RouteBindingMode.WhenPresent, settings.Compilation.RouteBinding);
        Assert.Equal(CertificateMode.WhenPresent, settings.Certificate);
        Assert.False(settings.AnswerHeaders);
        Assert.Equal(64 * 1024, settings.RequestBytesMax);
        Assert.Equal(TimeSpan.FromMinutes(1), settings.CheckDeadline);
        Assert.Equal(24, settings.WatchersMax);
        Assert.Equal(UnknownTokenMode.Refused, settings.UnknownTokens);
        Assert.Equal(25, settings.SignatureChecksMax);
        Assert.Equal(SchedulingMode.Inherited, settings.Scheduling);
        Assert.Equal(folder.At("kept"), settings.DataFolder);
        Assert.Equal(folder.At("hidden"), settings.SecretFolder);
        Assert.Equal(
            new GrpcLimits
            {
                ConnectionsMax = 17,
                StreamsPerConnectionMax = 18,
                ArrivingBytesMax = 19 * 1024 * 1024,
                MessageTimeMax = TimeSpan.FromSeconds(20),
                HandshakeTimeMax = TimeSpan.FromSeconds(21),
                SilenceMax = TimeSpan.FromSeconds(22),
                StallTimeMax = TimeSpan.FromSeconds(23),
            },
            settings.Limits);
    }

    [Theory]
    [InlineData("--connections-max", "1", "1000000", "0", "1000001")]
    [InlineData("--streams-per-connection-max", "1", "65536", "0", "65537")]
    [InlineData("--watchers-max", "1", "1000000", "0", "1000001")]
    [InlineData("--message-deadline", "100ms", "5m", "99ms", "300001ms")]
    [InlineData("--handshake-deadline", "100ms", "1m", "99ms", "60001ms")]
    [InlineData("--silence-max", "1s", "1h", "999ms", "3600001ms")]
    [InlineData("--stall-max", "2s", "1h", "1999ms", "3600001ms")]
    [InlineData("--arriving-bytes-max", "2MiB", "1024MiB", "2097151", "1073741825")]
    public void A_limit_takes_its_least_and_its_most_and_nothing_beyond(string option, string least, string most, string less, string more)
    {
        Assert.Empty(folder.Read(option, least).Faults);
        Assert.Empty(folder.Read(option, most).Faults);
        Assert.Single(folder.Read(option, less).Faults);
        Assert.Single(folder.Read(option, more).Faults);
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_files()
    {
        File.WriteAllText(
            folder.At("program/appsettings.json"),
            """{"settle": "1s", "poll": "1s", "lock": "required", "checkDeadline": "1s"}""");
        File.WriteAllText(folder.At("appsettings.json"), """{"settle": "2s", "poll": "2s", "check-deadline": "2s"}""");
        File.WriteAllText(folder.At("appsettings.Production.json"), """{"CheckDeadline": "3s"}""");

        ServiceSettings settings = Settings(folder.Read(
            ["--settle", "4s"], new() { ["AUTHZ_SETTLE"] = "5s", ["AUTHZ_POLL"] = "5s" }));

        Assert.Equal(TimeSpan.FromSeconds(4), settings.Settle);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Poll);
        Assert.Equal(TimeSpan.FromSeconds(3), settings.CheckDeadline);
        Assert.Equal(LockMode.Required, settings.Lock);
    }

    [Fact]
    public void A_file_of_another_stage_is_not_read()
    {
        File.WriteAllText(folder.At("appsettings.Production.json"), """{"settle": "1s"}""");
        File.WriteAllText(folder.At("appsettings.Staging.json"), """{"settle": "2s"}""");

        ServiceSettings settings = Settings(folder.Read([], new() { ["DOTNET_ENVIRONMENT"] = "Staging" }));

        Assert.Equal(TimeSpan.FromSeconds(2), settings.Settle);
    }

    [Fact]
    public void A_list_replaces_the_weaker_one_whole()
    {
        File.WriteAllText(folder.At("appsettings.json"), """{"listen": ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"]}""");

        Assert.Equal(3, Settings(folder.Read()).Listen.Length);
        Assert.Equal(
            ["127.0.0.1:9", "127.0.0.1:8"],
            Addresses(Settings(folder.Read([], new() { ["AUTHZ_LISTEN"] = "127.0.0.1:9, 127.0.0.1:8" }))));
        Assert.Equal(["127.0.0.1:7"], Addresses(Settings(folder.Read("--listen", "127.0.0.1:7"))));
    }

    [Theory]
    [InlineData("AUTHZ_ROUTE_BINDING")]
    [InlineData("AUTHZ_ROUTEBINDING")]
    [InlineData("authz_route_binding")]
    public void A_variable_is_written_as_a_shell_can(string variable)
    {
        ServiceSettings settings = Settings(folder.Read([], new() { [variable] = "WhenPresent" }));

        Assert.Equal(RouteBindingMode.WhenPresent, settings.RouteBinding);
    }

    [Fact]
    public void An_empty_variable_sets_nothing()
    {
        Assert.Equal(folder.At("policies"), Settings(folder.Read([], new() { ["AUTHZ_POLICIES"] = " " })).PolicyFolder);
    }

    [Fact]
    public void A_switch_alone_means_true()
    {
        ServiceSettings settings = Settings(folder.Read(
            ["--answer-headers", "--settle", "1s"], new() { ["AUTHZ_ANSWER_HEADERS"] = "false" }));

        Assert.True(settings.AnswerHeaders);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.Settle);
    }

    [Theory]
    [InlineData("policies", "policies")]
    [InlineData("bundled", "program/bundled")]
    [InlineData("later", "later")]
    public void Policies_are_sought_here_and_then_beside_the_program(string written, string expected)
    {
        Assert.Equal(folder.At(expected), Settings(folder.Read("--policies", written)).PolicyFolder);
    }

    [Fact]
    public void Variables_that_Kubernetes_makes_of_a_service_are_no_mistake()
    {
        SettingsResult read = folder.Read([], new()
        {
            ["AUTHZ_PORT"] = "tcp://10.0.0.1:9001",
            ["AUTHZ_SERVICE_HOST"] = "10.0.0.1",
            ["AUTHZ_SERVICE_PORT_GRPC"] = "9001",
            ["AUTHZ_PORT_9001_TCP_ADDR"] = "10.0.0.1",
            ["AUTHZ_CONSOLE_SERVICE_HOST"] = "10.0.0.2",
        });

        Assert.NotNull(read.Settings);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void Another_unknown_variable_is_pointed_out()
    {
        SettingsResult read = folder.Read([], new() { ["AUTHZ_POLICYS"] = "x" });

        Assert.NotNull(read.Settings);
        Assert.Equal(
            ["variable AUTHZ_POLICYS is ignored: it is unknown; did you mean `AUTHZ_POLICIES`? --help lists all settings"],
            read.Warnings);
    }

    [Fact]
    public void An_address_that_others_reach_without_TLS_is_pointed_out()
    {
        Assert.Empty(folder.Read("--listen", "127.0.0.1:1,[::1]:1,unix:/run/a.sock").Warnings);
        Assert.Single(folder.Read("--listen", "0.0.0.0:1").Warnings);
        string[] tls = ["--tls:certificate", "certificate.pem", "--tls:key", "key.pem"];
        Assert.Empty(folder.Read(["--listen", "0.0.0.0:1", .. tls]).Warnings);
    }

    [Fact]
    public void Logging_is_set_as_everywhere()
    {
        File.WriteAllText(folder.At("appsettings.json"), """{"Logging": {"LogLevel": {"Default": "Warning", "Authz": "Debug"}}}""");

        SettingsResult read = folder.Read(
            ["--Logging:LogLevel:Microsoft", "Error"], new() { ["AUTHZ_LOGGING__LOGLEVEL__DEFAULT"] = "Trace" });

        Assert.NotNull(read.Settings);
        Assert.Equal("Trace", read.Configuration["Logging:LogLevel:Default"]);
        Assert.Equal("Debug", read.Configuration["Logging:LogLevel:Authz"]);
        Assert.Equal("Error", read.Configuration["Logging:LogLevel:Microsoft"]);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_names_every_setting_and_its_default(string option)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        SettingsResult read = folder.Read(option, "--nonsense");
        int code = SettingsReport.Write(read, output, errors);

        Assert.Null(read.Settings);
        Assert.Equal(0, code);
        Assert.Empty(errors.ToString());
        string help = output.ToString();
        Assert.All(SettingCatalog.All, setting => Assert.Contains($"  {setting.Option} {setting.Form}", help, StringComparison.Ordinal));
        Assert.All(
            SettingCatalog.All.Where(static setting => setting.Default.Length > 0),
            setting => Assert.Contains($"[default: {setting.Default}]", help, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_for_operators_names_every_limit_and_its_default()
    {
        string page = File.ReadAllText(Repository.PathTo("docs", "operations.md"));
        SettingDefinition[] limits =
        [
            SettingCatalog.ConnectionsMax, SettingCatalog.StreamsPerConnectionMax, SettingCatalog.RequestBytesMax,
            SettingCatalog.ArrivingBytesMax, SettingCatalog.MessageDeadline, SettingCatalog.HandshakeDeadline,
            SettingCatalog.SilenceMax, SettingCatalog.StallMax, SettingCatalog.WatchersMax,
        ];

        Assert.All(limits, limit => Assert.Contains($" | `{limit.Name}` | {limit.Default} | ", page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Addresses(ServiceSettings settings) =>
        settings.Listen.Select(static endpoint => endpoint.ToString());

    private static ServiceSettings Settings(SettingsResult read)
    {
        Assert.Empty(read.Faults);
        return read.Settings ?? throw new InvalidOperationException("no settings without a fault");
    }
}
