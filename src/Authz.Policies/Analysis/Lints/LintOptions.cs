namespace Authz.Policies.Analysis.Lints;

/// <summary>Which advice is asked for.</summary>
/// <param name="Now">When it is: a policy may have ended, or end soon.</param>
public sealed record LintOptions(DateTimeOffset Now)
{
    /// <summary>Each operation that nobody may call is told, and not only whole services.</summary>
    public bool TellsOperations { get; init; }
}
