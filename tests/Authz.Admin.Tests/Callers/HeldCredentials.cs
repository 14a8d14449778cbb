using System.Threading.Channels;
using Authz.Admin.Callers;
using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Tests.Callers;

/// <summary>Credentials that take long to look at: until the test says so.</summary>
internal sealed class HeldCredentials : IAdminCredentials
{
    private readonly TaskCompletionSource<AdminCaller?> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> looks = Channel.CreateUnbounded<bool>();

    public bool IsForNetwork => true;

    public bool IsCostly => true;

    /// <summary>Done as soon as one more is looked at.</summary>
    public async Task WhenLookedAtAsync() => await looks.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public void Release(AdminCaller? caller) => found.TrySetResult(caller);

    public async ValueTask<AdminCaller?> FindAsync(HttpContext context)
    {
        looks.Writer.TryWrite(true);
        return await found.Task;
    }
}
