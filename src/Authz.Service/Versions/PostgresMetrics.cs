using System.Diagnostics.Metrics;
using Authz.Postgres;

namespace Authz.Service.Versions;

/// <summary>How this replica stands to the database, as numbers.</summary>
internal sealed class PostgresMetrics : IDisposable
{
    private readonly Meter meter;

    public PostgresMetrics(PostgresRepository repository, IMeterFactory meters)
    {
        meter = meters.Create("Authz");
        Flag("authz.postgres.followed", "1 while the database answers and is followed.", () => repository.Contact.Problem is null);
        Flag("authz.postgres.refused", "1 while the database is older than what this replica knows, and an operator has to say which counts.", () => repository.Contact.IsRefused);
        Flag("authz.postgres.uncopied", "1 while the copy on this replica's disk is not what is in force.", () => repository.Contact.CopyProblem is not null);
        meter.CreateObservableGauge(
            "authz.postgres.age", () => repository.CutOffFor is { } age ? age.TotalSeconds : -1, "s", "Since this replica was up to date; -1: it never was.");
    }

    public void Dispose() => meter.Dispose();

    private void Flag(string name, string description, Func<bool> isSet) =>
        meter.CreateObservableGauge(name, () => isSet() ? 1 : 0, unit: null, description);
}
