using Authz.LoadGenerator.Arguments;
using Authz.Workloads;
using Authz.Workloads.Files;
using Authz.Workloads.Policies;

namespace Authz.LoadGenerator.Commands;

/// <summary>`generate`: writes a workload.</summary>
public static class GenerateCommand
{
    private const int RequestsMax = 1_000_000;

    public static Command Definition { get; } = new(
        "generate",
        "writes policies, requests and the same grants for other engines into a folder",
        [
            new OptionDefinition("--workload", "NAME", "a mix; `workloads` lists them") { IsRequired = true },
            new OptionDefinition("--out", "DIR", "the folder; what has the names of our files in it is written over") { IsRequired = true },
            new OptionDefinition("--rules", "N", "allow rules of the policies") { Default = "10000" },
            new OptionDefinition("--seed", "S", "another one makes other rules and requests") { Default = "1" },
            new OptionDefinition("--requests", "N", "different requests, if not as many as the mix has of itself"),
            new OptionDefinition("--withdraw", "N", "every N-th block may call nothing: the same requests, and other verdicts for some"),
        ],
        (options, output, _) => Task.FromResult(Run(options, output)));

    private static int Run(ParsedOptions options, CommandOutput output)
    {
        Workload workload = WorkloadOf(options);
        string folder = options.Required("--out");
        Directory.CreateDirectory(folder);
        WorkloadFolder.Write(workload, folder);
        output.Out.WriteLine(
            $"{folder}: {workload.World.Grants.Count} rules of {workload.World.PolicyCount} policies over {workload.World.BlockCount} blocks, "
            + $"{workload.Requests.Count} requests of {workload.Requests.Average(request => request.Message.Length):F0} bytes");
        return ExitCodes.Good;
    }

    private static Workload WorkloadOf(ParsedOptions options)
    {
        string name = options.Required("--workload");
        WorkloadDefinition definition = WorkloadCatalog.Find(name)
            ?? throw new UsageException($"--workload {name} is none; there are {string.Join(", ", WorkloadCatalog.All.Select(mix => mix.Name))}");
        var workload = Workload.Create(
            definition,
            options.Number("--rules", PolicyWorld.RulesMin, PolicyWorld.RulesMax),
            options.Number("--seed", 0, int.MaxValue),
            options.OptionalNumber("--requests", 1, RequestsMax));
        return options.OptionalNumber("--withdraw", 1, int.MaxValue) is { } each ? workload.Withdrawn(each) : workload;
    }
}
