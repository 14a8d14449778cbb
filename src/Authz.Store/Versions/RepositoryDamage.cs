namespace Authz.Store.Versions;

/// <summary>What a repository holds that is not what was written.</summary>
/// <param name="Where">The whole path of a file, or the table and row.</param>
/// <param name="Problem">What is wrong, and what follows from it.</param>
public sealed record RepositoryDamage(string Where, string Problem)
{
    public override string ToString() => $"{Where}: {Problem}";
}
