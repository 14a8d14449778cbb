using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Authz.Benchmarks.Stages;

/// <summary>
/// In this process: the library's own way, a generated project for each run, knows neither this repository's properties nor its
/// lock files.
/// </summary>
internal static class StageConfig
{
    private const int ShortWarmups = 3;
    private const int ShortIterations = 5;
    private static readonly TimeInterval shortIteration = TimeInterval.FromMilliseconds(100);

    public static IConfig Create(bool isShort, string folder)
    {
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance);
        if (isShort)
        {
            job = job.WithWarmupCount(ShortWarmups).WithIterationCount(ShortIterations).WithIterationTime(shortIteration);
        }

        return ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Statistics, DefaultColumnProviders.Metrics)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithSummaryStyle(SummaryStyle.Default.WithCultureInfo(CultureInfo.InvariantCulture).WithMaxParameterColumnWidth(40))
            .WithArtifactsPath(folder);
    }
}
