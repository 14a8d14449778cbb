using System.Globalization;
using Authz.Benchmarks.Shapes;
using Authz.Benchmarks.World;

namespace Authz.Benchmarks.Gate;

/// <summary>What the service keeps resident once it has loaded a set and answered some calls.</summary>
internal static class ResidentGate
{
    private const double MegabytesMax = 120;

    public static async Task<IEnumerable<GateRow>> RowsAsync() =>
    [
        await MeasureAsync("10,000 rules", ShapeCatalog.Write(ShapeCatalog.Usual, 10_000)),
        await MeasureAsync("1,000 rules on ten groups of 10,000 blocks", WideShapes.TenGroupsOfTenThousand(1_000)),
    ];

    private static async Task<GateRow> MeasureAsync(string what, PolicyShape shape)
    {
        await using ServiceProcess service = await ServiceProcess.StartAsync(shape.Files);
        Question question = shape.Questions.First(one => one.IsAllowed);
        await service.CheckAsync(
            new CheckMessage { Method = question.Method, Target = question.Target, Host = question.Host, Service = question.Service }.ToBytes());
        (double resident, double peak) = service.Memory();
        return new GateRow(
            $"the service, resident, {what}", resident, "MB", MegabytesMax, string.Create(CultureInfo.InvariantCulture, $"{peak:F0} MB at its peak"));
    }
}
