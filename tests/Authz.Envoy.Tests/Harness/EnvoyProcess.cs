using System.Globalization;
using System.Text.Json;

namespace Authz.Envoy.Tests.Harness;

/// <summary>A real Envoy with one config.</summary>
internal sealed class EnvoyProcess : IAsyncDisposable
{
    private const string HealthyServices = "cluster.authz.membership_healthy";

    private readonly ServerProcess process;
    private readonly HttpClient admin;

    private EnvoyProcess(ServerProcess process, HttpClient admin)
    {
        this.process = process;
        this.admin = admin;
    }

    public int LogLineCount => LogLines.Count();

    private IEnumerable<JsonElement> LogLines => process.OutputLines
        .Where(line => line.StartsWith('{'))
        .Select(line => JsonDocument.Parse(line).RootElement);

    /// <param name="workingDirectory">Holds `certificates/`.</param>
    public static async Task<EnvoyProcess> StartAsync(
        EnvoyConfig config, string name, string workingDirectory, CancellationToken cancellation)
    {
        string configFile = Path.Combine(workingDirectory, name + ".yaml");
        string adminFile = Path.Combine(workingDirectory, name + ".admin");
        File.Delete(adminFile);
        await File.WriteAllTextAsync(configFile, config.Text, cancellation);
        string binary = EnvoyBinary.Location ?? throw new InvalidOperationException("no Envoy");
        ServerProcess process = ServerProcess.Start(
            binary,
            workingDirectory,
            ["-c", configFile, "--use-dynamic-base-id", "--concurrency", "1", "--log-level", "warning",
                "--file-flush-interval-msec", "20", "--admin-address-path", adminFile]);
        await process.UntilAsync("its admin address", () => Task.FromResult(IsWritten(adminFile)), cancellation);
        var admin = new HttpClient { BaseAddress = new Uri("http://" + await File.ReadAllTextAsync(adminFile, cancellation)) };
        return new EnvoyProcess(process, admin);
    }

    /// <summary>What it says of itself is why a test fails that needs it, and not that nobody listens.</summary>
    public EnvoyProcess Living() =>
        process.HasEnded ? throw new InvalidOperationException($"Envoy has ended by itself:\n{process.Tail()}") : this;

    /// <summary>Waits until it takes calls and knows a decision service that says it serves.</summary>
    public Task UntilItCanAskAsync(CancellationToken cancellation) => process.UntilAsync(
        "readiness, and a healthy decision service",
        async () => await IsReadyAsync(cancellation) && await StatisticAsync(HealthyServices, cancellation) == 1,
        cancellation);

    /// <summary>Waits until it takes calls, for one that asks nobody.</summary>
    public Task UntilReadyAsync(CancellationToken cancellation) =>
        process.UntilAsync("readiness", () => IsReadyAsync(cancellation), cancellation);

    public Task UntilNobodyCanBeAskedAsync(CancellationToken cancellation) => process.UntilAsync(
        "no decision service that is healthy",
        async () => await StatisticAsync(HealthyServices, cancellation) == 0,
        cancellation);

    /// <summary>How many checks were sent and answered on all its listeners, whatever the answer.</summary>
    public async Task<long> ChecksAsync(CancellationToken cancellation) =>
        (await StatisticsAsync(@"^http\..*\.ext_authz\.authz\.(ok|denied|error)$", cancellation)).Sum();

    /// <summary>Zero for what was never counted.</summary>
    public async Task<long> StatisticAsync(string name, CancellationToken cancellation) =>
        (await StatisticsAsync($"^{name}$", cancellation)).Sum();

    /// <summary>What it says of its configuration.</summary>
    public Task<string> ConfigDumpAsync(CancellationToken cancellation) =>
        admin.GetStringAsync(new Uri("/config_dump", UriKind.Relative), cancellation);

    /// <summary>The line that a call left in the access log, among those after the first <paramref name="skipped"/>.</summary>
    public async Task<JsonElement> LogLineAsync(
        Func<JsonElement, bool> matches, CancellationToken cancellation, int skipped = 0)
    {
        JsonElement found = default;
        await process.UntilAsync(
            "a line in the access log",
            () => Task.FromResult((found = LogLines.Skip(skipped).FirstOrDefault(matches)).ValueKind == JsonValueKind.Object),
            cancellation);
        return found;
    }

    /// <summary>The line of a request whose path ends in this id.</summary>
    public Task<JsonElement> RequestLineAsync(string id, CancellationToken cancellation, int skipped = 0) => LogLineAsync(
        line => line.GetProperty("log").GetString() == "request"
            && line.GetProperty("path").GetString()?.EndsWith(id, StringComparison.Ordinal) == true,
        cancellation,
        skipped);

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await process.DisposeAsync();
    }

    // Lines of `name: value`.
    private async Task<IEnumerable<long>> StatisticsAsync(string pattern, CancellationToken cancellation)
    {
        var query = new Uri($"/stats?filter={Uri.EscapeDataString(pattern)}", UriKind.Relative);
        string text = await admin.GetStringAsync(query, cancellation);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await admin.GetAsync(new Uri("/ready", UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It ended, as one does that refuses its config: whoever waits will see that, and say why.
            return false;
        }
    }

    private static bool IsWritten(string file) => File.Exists(file) && new FileInfo(file).Length > 0;
}
