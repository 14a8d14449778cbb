using Authz.Store.Versions;
using Npgsql;

namespace Authz.Postgres;

/// <summary>What the database answers, in words for people, with what to do.</summary>
internal static class DatabaseProblems
{
    public static RepositoryException Explain(PostgresException failure, string database)
    {
        (RepositoryProblem problem, string advice) = failure.SqlState switch
        {
            PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure =>
                (RepositoryProblem.Conflict, "somebody else was faster: look at what is there now, and ask again"),
            PostgresErrorCodes.LockNotAvailable =>
                (RepositoryProblem.Unavailable, "another change takes long: ask again, and if it stays so look into pg_locks for who holds it"),
            PostgresErrorCodes.InsufficientPrivilege =>
                (RepositoryProblem.Unavailable, "its role may not do this: docs/postgres.md lists the grants"),
            PostgresErrorCodes.UndefinedFunction =>
                (RepositoryProblem.Unavailable, "its functions are gone: restore the schema from a backup, or move its data to a new database"),
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName =>
                (RepositoryProblem.Unavailable, "its tables are gone: they are made anew at the next look"),
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                (RepositoryProblem.Unavailable, "look at the user and the password of the connection string, and at pg_hba.conf"),
            PostgresErrorCodes.InvalidCatalogName =>
                (RepositoryProblem.Unavailable, "create it, or name another: the service makes tables and no databases"),
            ['2', '2', ..] or PostgresErrorCodes.CheckViolation =>
                (RepositoryProblem.Invalid, "it does not keep such a text"),
            _ => (RepositoryProblem.Unavailable, "ask again when it is mended"),
        };
        return new RepositoryException(problem, $"the database {database} says {failure.SqlState}: {failure.MessageText}. {Capital(advice)}", failure);
    }

    /// <param name="lost">What of all that this replica knows is not there.</param>
    public static string Older(string lost, string database) =>
        $"the database {database} is not the one that this replica followed: {lost}. It was restored from an older backup, or is another one. "
        + "This replica goes on with what it has, revocations too. Restore a newer backup, or accept the database as it is: `GET /api/v1/database/acceptance` of the admin API says what that would be";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
