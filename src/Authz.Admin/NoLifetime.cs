using Microsoft.Extensions.Hosting;

namespace Authz.Admin;

/// <summary>A host inside another's process: it neither hears signals nor writes to the console.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
