using Authz.Testing;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Authz.Benchmarks.Stages;

/// <summary>
/// `stages [--short] [BenchmarkDotNet's own arguments]`. Without a `--filter` all of them run.
/// </summary>
internal static class StageCommand
{
    private const string Short = "--short";

    public static int Run(string[] arguments)
    {
        string folder = Repository.PathTo("artifacts", "benchmarks");
        string[] own = [.. arguments.Where(argument => argument != Short)];
        IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(StageCommand).Assembly).Run(
            own.Contains("--filter") ? own : [.. own, "--filter", "*"],
            StageConfig.Create(arguments.Contains(Short), folder));
        bool isGood = summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success));
        return isGood ? 0 : 1;
    }
}
