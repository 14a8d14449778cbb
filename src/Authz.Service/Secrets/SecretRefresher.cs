using Authz.Store;

namespace Authz.Service.Secrets;

/// <summary>Looks at the secrets of the version in force again and again: a secret that is replaced counts from the next look on.</summary>
internal sealed class SecretRefresher(PolicyStore store, SecretFiles files, TimeSpan poll, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(poll, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                if (store.Status.InForce is { } version)
                {
                    files.Read(version.Policies);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
