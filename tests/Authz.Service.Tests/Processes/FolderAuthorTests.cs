using System.Net;

namespace Authz.Service.Tests.Processes;

/// <summary>The real process with the folder as author: what is pinned decides, and half a checkout does not go live, restarts included.</summary>
public sealed class FolderAuthorTests : IDisposable
{
    private const string DenyFile = "closed.yaml";

    private readonly ServiceDisk disk = new();
    private readonly string[] settings;

    public FolderAuthorTests()
    {
        settings = ["--policies", disk.Policies, "--admin", "127.0.0.1:0"];
        disk.Write("set.yaml", ServiceDisk.Open);
    }

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task A_version_that_was_rolled_back_to_decides_after_a_kill_and_whatever_becomes_of_the_folder()
    {
        string pinned;
        disk.Write(DenyFile, ServiceDisk.NursesDenied);
        await using (ServiceProcess service = await StartAsync("policy version 1 "))
        {
            pinned = await service.CheckAsync();
            Assert.EndsWith(" 7", pinned, StringComparison.Ordinal);
            disk.Remove(DenyFile);
            await service.SaysAsync("policy version 2 ");
            Assert.EndsWith(" 0", await service.CheckAsync(), StringComparison.Ordinal);
            (HttpStatusCode status, string body) = await service.PostAsync("api/v1/rollbacks", new { reason = "births are read by nurses" });
            Assert.True(status == HttpStatusCode.Created, body);
            await service.GetAsync("api/v1/wait?version=1&seconds=30");
            Assert.Equal(pinned, await service.CheckAsync());
            await service.KillAsync();
        }

        File.SetLastWriteTimeUtc(Path.Combine(disk.Policies, "set.yaml"), DateTime.UnixEpoch);
        await using ServiceProcess restarted = await StartAsync("policy version 1 ");
        await restarted.SaysAsync("than the version that is pinned");
        Assert.Equal(pinned, await restarted.CheckAsync());
        disk.Write("set.yaml", $"{ServiceDisk.Open}\n# again\n");
        await restarted.SaysAsync($"({DigestInFolder()}) than the version that is pinned");
        Assert.Equal(pinned, await restarted.CheckAsync());
        Assert.Contains("authz unpin", (await restarted.GetAsync("readyz")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_checkout_without_its_deny_file_and_its_lock_does_not_go_live_and_does_not_after_a_kill()
    {
        string denied;
        disk.Write(DenyFile, ServiceDisk.NursesDenied);
        disk.Lock();
        await using (ServiceProcess service = await StartAsync("policy version 1 "))
        {
            denied = await service.CheckAsync();
            disk.Remove("policies.lock");
            disk.Remove(DenyFile);
            await service.SaysAsync("AZ0720");
            Assert.Equal(denied, await service.CheckAsync());
            Assert.Contains("are refused", (await service.GetAsync("readyz")).Body, StringComparison.Ordinal);
            await service.KillAsync();
        }

        await using ServiceProcess restarted = await StartAsync("is served from the journal");
        Assert.Contains("AZ0720", restarted.Output, StringComparison.Ordinal);
        Assert.Equal(denied, await restarted.CheckAsync());
        Assert.EndsWith(" 7", denied, StringComparison.Ordinal);
    }

    private string DigestInFolder() => disk.DigestOfPolicies()[..12];

    private async Task<ServiceProcess> StartAsync(string until)
    {
        ServiceProcess service = await ServiceProcess.StartAsync(disk.Data, settings);
        await service.SaysAsync(until);
        return service;
    }
}
