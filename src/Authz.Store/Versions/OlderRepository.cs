namespace Authz.Store.Versions;

/// <summary>A shared repository that lacks what this replica knows, and is not followed: it was restored from an older backup, or is another one.</summary>
/// <param name="Lost">What it lacks, in words.</param>
/// <param name="Offered">What it has in force; null: nothing.</param>
/// <param name="Known">What this replica has in force; null: nothing.</param>
public sealed record OlderRepository(string Lost, Activation? Offered, Activation? Known);
