using System.Globalization;
using Authz.Envoy.Tests.Bypass;
using Authz.Envoy.Tests.Harness;
using Authz.Testing.Certificates;
using Envoy.Service.Auth.V3;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>The decision service with limits that a test can reach, and a bystander while it is attacked.</summary>
public class AttackedService : IAsyncLifetime
{
    public const int ConnectionsMax = 300;
    public const int WatchersMax = 50;
    public const int RequestBytesMax = 1024 * 1024;
    public const long ArrivingBytesMax = 32 * 1024 * 1024;

    /// <summary>What the process may keep resident at most, whatever was done to it. It needs some 120 MB before anybody calls.</summary>
    public const long ResidentBytesMax = 512L * 1024 * 1024;

    private const int AnswersWanted = 10;

    private readonly TestAuthority authority = new("td");
    private AuthzProcess? running;
    private byte[] allowed = [];
    private byte[] denied = [];
    private string harmed = "";

    /// <summary>Short, for tests that wait until it is over.</summary>
    protected virtual string MessageDeadline => "1s";

    internal AuthzProcess Running => running ?? throw new InvalidOperationException("not started");

    internal string Endpoint => Running.Endpoint;

    /// <summary>A check that is allowed, in gRPC's frame.</summary>
    internal byte[] AllowedMessage => GrpcFrames.Message(allowed);

    public async ValueTask InitializeAsync()
    {
        TestCertificate web = authority.Issue("web", CheckRequests.WebId);
        allowed = CheckRequests.Write("GET", "/public/x", web, rawHeaders: true);
        denied = CheckRequests.Write("GET", "/admin", web, rawHeaders: true);
        running = await AuthzProcess.StartAsync(
            BypassService.Policies,
            $"127.0.0.1:{Ports.Next()}",
            CancellationToken.None,
            "--connections-max", ConnectionsMax.ToString(CultureInfo.InvariantCulture),
            "--watchers-max", WatchersMax.ToString(CultureInfo.InvariantCulture),
            "--request-bytes-max", RequestBytesMax.ToString(CultureInfo.InvariantCulture),
            "--arriving-bytes-max", ArrivingBytesMax.ToString(CultureInfo.InvariantCulture),
            "--message-deadline", MessageDeadline,
            "--silence-max", "1s",
            "--stall-max", "2s");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        authority.Dispose();
        if (running is not null)
        {
            await running.DisposeAsync();
        }
    }

    /// <summary>
    /// Runs an attack. Whoever checks meanwhile is answered, and rightly; memory stays bounded; afterwards a newcomer is served too.
    /// </summary>
    internal async Task SurvivesAsync(Func<Bystander, Task> attack)
    {
        Assert.True(harmed.Length == 0, $"an attack before this one left the service harmed: {harmed}");
        await using (var bystander = new Bystander(Endpoint, allowed, denied))
        {
            await AnsweredAsync(() => bystander.UntilAnsweredAsync(1));
            Task attacking = attack(bystander);
            await AnsweredAsync(() => bystander.UntilAnsweredAsync(AnswersWanted));
            await attacking.WaitAsync(Poll.Patience, TestContext.Current.CancellationToken);
            await AnsweredAsync(() => bystander.UntilAnsweredAsync(AnswersWanted));
        }

        // The attack's last connections may still be in its place.
        using var newcomer = new CheckClient(Endpoint);
        await AnsweredAsync(() => Poll.UntilAsync(
            () => newcomer.IsServingAsync(TestContext.Current.CancellationToken), () => "a newcomer is served", TestContext.Current.CancellationToken));
        Assert.True(await IsAllowedAsync(newcomer));
        Assert.InRange(await Running.ResidentBytesAsync(TestContext.Current.CancellationToken), 1, ResidentBytesMax);
    }

    /// <summary>The tests that follow would each wait as long for a service that answers nobody.</summary>
    private async Task AnsweredAsync(Func<Task> wait)
    {
        try
        {
            await wait();
        }
        catch (TimeoutException timeout)
        {
            harmed = $"{TestContext.Current.Test?.TestDisplayName}: {timeout.Message}\n{Running.Tail()}";
            throw;
        }
    }

    private async Task<bool> IsAllowedAsync(CheckClient client) =>
        await client.CheckAsync(allowed, TestContext.Current.CancellationToken) is
        { Status.Code: 0, HttpResponseCase: CheckResponse.HttpResponseOneofCase.OkResponse };
}
