namespace Authz.Service.Tests.Rpc.Allocations;

/// <summary>Tests beside which no other may run: they measure the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
