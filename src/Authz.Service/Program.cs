using Authz.Grpc.Endpoints;
using Authz.Service;
using Authz.Service.Scheduling;
using Authz.Service.Settings;
using Microsoft.Extensions.Logging.Console;

SettingsResult read = SettingsReader.Read(SettingsInput.OfThisProcess(args));
if (read.Settings is not { } settings)
{
    return SettingsReport.Write(read, Console.Out, Console.Error);
}

// Before anything starts a thread: each has the policy of the thread that started it.
string? schedulingProblem = ThreadScheduling.Apply(settings.Scheduling);
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();

// Only what was validated counts: the framework's own sources would let variables of other programs open further addresses.
builder.Configuration.Sources.Clear();
builder.Configuration.AddConfiguration(read.Configuration);
builder.Services.AddAuthz(settings);
if (settings.DecisionLog is { IsStandardOutput: true })
{
    // Whoever reads decisions from standard output finds nothing else there.
    builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
}

// What stops the start is said below, in one line; the host would say it before with its whole stack.
builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

// Whatever its level, this one alone would cost each check an activity and a scope, for lines that nobody writes.
builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
try
{
    foreach (GrpcEndpoint endpoint in settings.Listen)
    {
        builder.Services.AddGrpcEndpoint(endpoint, endpoint.IsUnixSocket ? null : settings.Tls);
    }

    WebApplication service = builder.Build();
    foreach (string warning in read.Warnings)
    {
        service.Logger.LogSettingWarning(warning);
    }

    if (schedulingProblem is not null)
    {
        service.Logger.LogSchedulingRefused(schedulingProblem);
    }

    service.RunAuthz();
    await service.RunAsync();
    return 0;
}
catch (Exception failure) when (StartProblem.IsTold(failure))
{
    // Kestrel says by an IOException that an address is taken, and by a SocketException that it is not this machine's.
    await Console.Error.WriteLineAsync($"The service does not start:\n{failure.Message}");
    return SettingsReport.BadSettings;
}
