using Authz.Envoy.Tests.Harness;
using Envoy.Service.Auth.V3;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>
/// A client that behaves, and makes one check after the other while somebody else does not: one that is allowed, one that is denied.
/// </summary>
internal sealed class Bystander : IAsyncDisposable
{
    private const int PermissionDenied = 7;

    private readonly CheckClient client;
    private readonly byte[] allowed;
    private readonly byte[] denied;
    private readonly CancellationTokenSource stopped = new();
    private readonly Task checking;
    private long answered;
    private string wrong = "";

    public Bystander(string endpoint, byte[] allowed, byte[] denied)
    {
        client = new CheckClient(endpoint);
        this.allowed = allowed;
        this.denied = denied;
        checking = CheckAsync();
    }

    /// <summary>Waits until so many more of its checks were answered, and fails if one was not, or wrongly.</summary>
    public Task UntilAnsweredAsync(int more)
    {
        long target = Volatile.Read(ref answered) + more;
        return Poll.UntilAsync(
            () => wrong.Length == 0 ? Task.FromResult(Volatile.Read(ref answered) >= target) : throw new InvalidOperationException(wrong),
            () => $"{more} more answers",
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        await checking;
        client.Dispose();
        stopped.Dispose();
    }

    private async Task CheckAsync()
    {
        try
        {
            while (true)
            {
                CheckResponse yes = await client.CheckAsync(allowed, stopped.Token);
                CheckResponse no = await client.CheckAsync(denied, stopped.Token);
                if (yes is not { Status.Code: 0, HttpResponseCase: CheckResponse.HttpResponseOneofCase.OkResponse }
                    || no is not { Status.Code: PermissionDenied, HttpResponseCase: CheckResponse.HttpResponseOneofCase.DeniedResponse })
                {
                    wrong = $"answered wrongly: {yes} and {no}";
                    return;
                }

                Interlocked.Add(ref answered, 2);
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // Its test is over.
        }
        catch (Exception failure)
        {
            wrong = $"a check was not answered: {failure}";
        }
    }
}
