using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Authz.Service.Audit;
using Authz.Service.Settings;

namespace Authz.Service.Tests.Settings;

/// <summary>The program as an operator starts it.</summary>
public sealed class ServiceStartTests
{
    private const int DeadlineMs = 120_000;

    [Fact(Timeout = DeadlineMs)]
    public async Task Bad_settings_end_the_program_with_code_two_and_no_stack_trace()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using Process program = Start("--polices", "x", "--listen", "here");

        string errors = await program.StandardError.ReadToEndAsync(cancellation);
        await program.WaitForExitAsync(cancellation);

        Assert.Equal(2, program.ExitCode);
        Assert.StartsWith("The service does not start, for 2 reasons:\n", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = DeadlineMs)]
    public async Task A_broken_certificate_ends_the_program_with_code_two_and_no_stack_trace()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var folder = new SettingsFolder();
        using Process program = Start(
            "--listen", "127.0.0.1:0", "--tls:certificate", folder.At("certificate.pem"), "--tls:key", folder.At("key.pem"));

        string errors = await program.StandardError.ReadToEndAsync(cancellation);
        await program.WaitForExitAsync(cancellation);

        Assert.Equal(2, program.ExitCode);
        Assert.Contains(folder.At("certificate.pem"), errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = DeadlineMs)]
    public async Task An_address_that_is_taken_ends_the_program_with_code_two_and_its_name()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string address = $"{other.LocalEndpoint}";
        using Process program = Start("--listen", address, "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft", "None");

        string errors = await program.StandardError.ReadToEndAsync(cancellation);
        await program.WaitForExitAsync(cancellation);

        Assert.Equal(2, program.ExitCode);
        Assert.StartsWith("The service does not start:\n", errors, StringComparison.Ordinal);
        Assert.Contains(address, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = DeadlineMs)]
    public async Task An_admin_API_that_everybody_could_call_ends_the_program_with_code_two_and_no_stack_trace()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var folder = new SettingsFolder();
        using Process program = Start(
            "--source", "journal", "--data", folder.At("data"), "--listen", "127.0.0.1:0", "--admin", "0.0.0.0:0", "--Logging:LogLevel:Default", "None");

        string errors = await program.StandardError.ReadToEndAsync(cancellation);
        await program.WaitForExitAsync(cancellation);

        Assert.Equal(2, program.ExitCode);
        Assert.Contains("without TLS", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory(Timeout = DeadlineMs)]
    [InlineData("none/decisions.log", "none/decisions.log")]
    [InlineData("decisions.log", "another process writes it")]
    public async Task A_decision_log_that_cannot_be_written_ends_the_program_with_code_two_and_no_stack_trace(string file, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere two writers are not told apart");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var folder = new SettingsFolder();
        using DecisionLogFile held = DecisionLogFile.Open(
            new DecisionLogSettings { Path = folder.At("decisions.log"), Full = DecisionLogFull.Refuse, QueueLength = 1024 });
        using Process program = Start(
            "--listen", "127.0.0.1:0", "--policies", folder.At("policies"), "--decision-log", folder.At(file), "--Logging:LogLevel:Default", "None");

        string errors = await program.StandardError.ReadToEndAsync(cancellation);
        await program.WaitForExitAsync(cancellation);

        Assert.Equal(2, program.ExitCode);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ServiceSettings).Assembly.Location, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet cannot be started");
    }
}
