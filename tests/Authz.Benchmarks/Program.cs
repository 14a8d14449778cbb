using System.Globalization;
using System.Text.Json;
using Authz.Benchmarks.Gate;
using Authz.Benchmarks.Scale;
using Authz.Benchmarks.Stages;

switch (args)
{
    case ["gate"]:
        return await GateCommand.RunAsync(Console.Out);
    case ["stages", .. string[] more]:
        return StageCommand.Run(more);
    case ["scale"]:
        await ScaleCommand.RunAsync(int.MaxValue, Console.Out);
        return 0;
    case ["scale", string most]:
        await ScaleCommand.RunAsync(int.Parse(most, CultureInfo.InvariantCulture), Console.Out);
        return 0;
    case [ScaleProcess.Command, string shape, string rules]:
        Console.WriteLine(JsonSerializer.Serialize(ScaleMeasurement.Run(shape, int.Parse(rules, CultureInfo.InvariantCulture))));
        return 0;
    default:
        await Console.Error.WriteLineAsync("stages [--short] [BenchmarkDotNet's arguments] | gate | scale [rules at most]");
        return 2;
}
