using Authz.LoadGenerator.Arguments;
using Authz.LoadGenerator.Commands;
using Authz.NBomberTests;
using Authz.Workloads.Files;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;

ScenarioSettings settings;
try
{
    settings = ScenarioSettings.Parse(args);
}
catch (Exception failure) when (failure is UsageException or IOException or InvalidDataException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    foreach (OptionDefinition option in ScenarioSettings.Options)
    {
        await Console.Error.WriteLineAsync($"  {option.Name} {option.Value}: {option.Help}{(option.Default is null ? "" : $" (default {option.Default})")}");
    }

    return ExitCodes.NotRun;
}

using var client = new CheckClient(settings.Target);
int turn = -1;
ScenarioProps scenario = Scenario.Create("check", async context =>
    {
        int number = (int)((uint)Interlocked.Increment(ref turn) % (uint)settings.Requests.Count);
        FramedRequest request = settings.Requests[number];
        return await client.FaultOfAsync(request, context.ScenarioCancellationToken) is { } fault
            ? Response.Fail(statusCode: fault)
            : Response.Ok(statusCode: request.Expected.ToString());
    })
    .WithWarmUpDuration(settings.WarmUp)
    .WithLoadSimulations(settings.Rate > 0
        ? Simulation.Inject(rate: settings.Rate, interval: TimeSpan.FromSeconds(1), during: settings.Duration)
        : Simulation.KeepConstant(copies: settings.InFlight, during: settings.Duration))
    .WithThresholds(
        Threshold.Create(stats => stats.Fail.Request.Count == 0),
        Threshold.Create(stats => settings.P99Max == null || stats.Ok.Latency.Percent99 <= settings.P99Max.Value.TotalMilliseconds));

NodeStats result = NBomberRunner
    .RegisterScenarios(scenario)
    .WithReportFolder(settings.ReportFolder)
    .WithReportFormats(ReportFormat.Html, ReportFormat.Md, ReportFormat.Txt)
    .Run();

// The last word is that of the whole run: thresholds are looked at now and then while it goes.
ScenarioStats check = result.ScenarioStats[0];
bool isLate = settings.P99Max is { } most && check.Ok.Latency.Percent99 > most.TotalMilliseconds;
bool isGood = check.Ok.Request.Count > 0 && check.Fail.Request.Count == 0 && !isLate && !result.Thresholds.Any(threshold => threshold.IsFailed);
Console.WriteLine(isGood ? "good" : "not good: see the report");
return isGood ? ExitCodes.Good : ExitCodes.Failed;
