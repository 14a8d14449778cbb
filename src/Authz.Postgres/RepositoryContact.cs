namespace Authz.Postgres;

/// <summary>How a replica stands to the database that it follows.</summary>
/// <param name="Problem">Why it serves what it has and nothing newer; null: it is up to date.</param>
/// <param name="IsRefused">Whether that is because the database is older than what the replica knows, so that an operator has to say which counts.</param>
/// <param name="CopyProblem">Why its copy on the disk is not up to date: after a restart without the database it would serve an older version. Null: it is.</param>
public sealed record RepositoryContact(string? Problem, bool IsRefused, string? CopyProblem);
