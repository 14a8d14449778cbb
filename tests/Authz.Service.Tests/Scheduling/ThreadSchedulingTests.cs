using System.Diagnostics;
using Authz.Service.Settings;

namespace Authz.Service.Tests.Scheduling;

/// <summary>What the kernel says of the program's threads once it listens.</summary>
public sealed class ThreadSchedulingTests
{
    private const int DeadlineMs = 120_000;
    private const string SchedOther = "0";
    private const string SchedBatch = "3";

    /// <summary>proc(5) counts the fields of `stat` from 1; the second is a name in brackets, which may hold spaces.</summary>
    private const int PolicyField = 41;

    [Theory(Timeout = DeadlineMs)]
    [InlineData("batch", SchedBatch)]
    [InlineData("inherited", SchedOther)]
    public async Task Every_thread_is_scheduled_as_the_setting_says(string scheduling, string policy)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "scheduling policies are Linux's");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory().FullName;
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(ServiceSettings).Assembly.Location, "--policies", folder, "--listen", "127.0.0.1:0", "--scheduling", scheduling])
        {
            RedirectStandardOutput = true,
        };
        using Process program = Process.Start(start) ?? throw new InvalidOperationException("dotnet cannot be started");
        try
        {
            while (await program.StandardOutput.ReadLineAsync(cancellation) is { } line
                && !line.Contains("Now listening on", StringComparison.Ordinal))
            {
            }

            string[] policies = [.. Directory.EnumerateDirectories($"/proc/{program.Id}/task").Select(PolicyOf).OfType<string>().Distinct()];

            Assert.Equal([policy], policies);
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Null: it has ended since it was listed.</summary>
    private static string? PolicyOf(string thread)
    {
        string stat;
        try
        {
            stat = File.ReadAllText(Path.Combine(thread, "stat"));
        }
        catch (IOException)
        {
            return null;
        }

        string[] behindTheName = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return behindTheName[PolicyField - 3];
    }
}
