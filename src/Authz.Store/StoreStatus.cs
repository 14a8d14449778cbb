namespace Authz.Store;

/// <summary>The store at one moment.</summary>
/// <param name="InForce">Null until a first set compiled: the service answers with errors and is not serving.</param>
/// <param name="Refusal">Null where the newest candidate is the version in force.</param>
public sealed record StoreStatus(PolicyVersion? InForce, PolicyRefusal? Refusal)
{
    public static StoreStatus Empty { get; } = new(null, null);

    public bool IsServing => InForce is not null;
}
