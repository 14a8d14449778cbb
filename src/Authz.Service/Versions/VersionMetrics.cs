using System.Diagnostics.Metrics;
using Authz.Store;
using Authz.Store.Versions;

namespace Authz.Service.Versions;

/// <summary>Which version is in force, and what is the matter with it, as numbers.</summary>
internal sealed class VersionMetrics : IDisposable
{
    private readonly Meter meter;

    public VersionMetrics(PolicyStore store, IVersionRepository? repository, IMeterFactory meters)
    {
        meter = meters.Create("Authz");
        meter.CreateObservableGauge(
            "authz.policy.version", () => store.Status.InForce?.Number ?? 0, "{version}", "Number of the version in force; 0: none.");
        meter.CreateObservableGauge(
            "authz.policy.epoch", () => store.Status.InForce?.Epoch ?? 0, "{epoch}", "Grows with each activation; 0: none.");
        Flag("authz.policy.refused", "1 while the newest policies are refused.", () => store.Status.Refusal is not null);
        Flag("authz.policy.fallback", "1 while the folder cannot be taken and its last version is served from the journal.", () => store.Status.IsFallback);
        Flag("authz.policy.unkept", "1 while the version in force could not be written to the journal.", () => store.Status.KeepProblem is not null);
        Flag("authz.policy.waiting", "1 while the folder waits because another version is pinned.", () => store.Status.Candidate is not null);
        if (repository is not null)
        {
            Flag("authz.policy.pinned", "1 while a version is pinned.", () => repository.State.Active is { IsPinned: true });
            meter.CreateObservableGauge(
                "authz.policy.revocations", () => repository.State.Revocations.Length, "{revocation}", "Revocations in effect.");
            meter.CreateObservableGauge(
                "authz.policy.damages", () => repository.State.Damages.Length, "{record}", "Records that were found damaged at the start.");
        }
    }

    public void Dispose() => meter.Dispose();

    private void Flag(string name, string description, Func<bool> isSet) =>
        meter.CreateObservableGauge(name, () => isSet() ? 1 : 0, unit: null, description);
}
