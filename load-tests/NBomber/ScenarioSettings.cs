using Authz.LoadGenerator.Arguments;
using Authz.Workloads.Files;

namespace Authz.NBomberTests;

/// <summary>Who is asked what, how often, and what fails the run.</summary>
internal sealed record ScenarioSettings
{
    public static IReadOnlyList<OptionDefinition> Options { get; } =
    [
        new("--target", "URL", "where the service listens in clear text, as http://localhost:9873") { IsRequired = true },
        new("--from", "DIR", "a folder that the load generator's command generate wrote") { IsRequired = true },
        new("--rate", "N", "requests a second; 0: as many as --closed in flight bring") { Default = "1000" },
        new("--closed", "N", "requests in flight, where --rate is 0") { Default = "64" },
        new("--duration", "TIME", "how long") { Default = "30s" },
        new("--warmup", "TIME", "sent before and not counted") { Default = "5s" },
        new("--p99-max", "TIME", "fail if the 99th percentile is above it"),
        new("--reports", "DIR", "where NBomber writes its reports") { Default = "reports" },
    ];

    public required Uri Target { get; init; }

    public required IReadOnlyList<FramedRequest> Requests { get; init; }

    public required int Rate { get; init; }

    public required int InFlight { get; init; }

    public required TimeSpan Duration { get; init; }

    public required TimeSpan WarmUp { get; init; }

    public TimeSpan? P99Max { get; init; }

    public required string ReportFolder { get; init; }

    /// <exception cref="UsageException">An argument is wrong.</exception>
    public static ScenarioSettings Parse(string[] arguments)
    {
        ParsedOptions options = ParsedOptions.Parse(arguments, Options);
        string target = options.Required("--target");
        return new ScenarioSettings
        {
            Target = Uri.TryCreate(target, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttp
                ? uri
                : throw new UsageException($"--target is an address as http://localhost:9873, not {target}"),
            Requests = RequestFile.Read(File.ReadAllBytes(Path.Combine(options.Required("--from"), WorkloadFolder.RequestsName))),
            Rate = options.Number("--rate", 0, 1_000_000),
            InFlight = options.Number("--closed", 1, 100_000),
            Duration = options.Duration("--duration"),
            WarmUp = options.Duration("--warmup"),
            P99Max = options.OptionalDuration("--p99-max"),
            ReportFolder = options.Required("--reports"),
        };
    }
}
