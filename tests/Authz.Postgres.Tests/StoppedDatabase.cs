namespace Authz.Postgres.Tests;

/// <summary>Tests that stop the database of all others, and so run alone.</summary>
[CollectionDefinition(nameof(StoppedDatabase), DisableParallelization = true)]
public sealed class StoppedDatabase;
