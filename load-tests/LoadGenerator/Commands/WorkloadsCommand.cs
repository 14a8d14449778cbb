using Authz.Workloads;

namespace Authz.LoadGenerator.Commands;

/// <summary>`workloads`: lists the mixes.</summary>
public static class WorkloadsCommand
{
    public static Command Definition { get; } = new(
        "workloads",
        "lists the mixes of requests",
        [],
        (_, output, _) =>
        {
            foreach (WorkloadDefinition mix in WorkloadCatalog.All)
            {
                output.Out.WriteLine($"{mix.Name,-20}{mix.Description}");
            }

            return Task.FromResult(ExitCodes.Good);
        });
}
