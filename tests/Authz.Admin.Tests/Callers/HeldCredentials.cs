using Authz.Admin.Callers;
using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Tests.Callers;

/// <summary>Credentials that take long to look at: until the test says so.</summary>
internal sealed class HeldCredentials : IAdminCredentials
{
    private readonly TaskCompletionSource<AdminCaller?> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim looking = new(0);

    public bool IsForNetwork => true;

    public bool IsCostly => true;

    /// <summary>Done as soon as one more is looked at.</summary>
    public Task WhenLookedAtAsync() => looking.WaitAsync(TestContext.Current.CancellationToken);

    public void Release(AdminCaller? caller) => found.TrySetResult(caller);

    public async ValueTask<AdminCaller?> FindAsync(HttpContext context)
    {
        looking.Release();
        return await found.Task;
    }
}
