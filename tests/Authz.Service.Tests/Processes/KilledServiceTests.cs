using System.Net;
using Authz.Store.Versions;

namespace Authz.Service.Tests.Processes;

/// <summary>The real process is killed, its files are damaged, its clock is behind: what was acknowledged is in force, and all of it is said.</summary>
public sealed class KilledServiceTests : IDisposable
{
    private static readonly string[] settings = ["--source", "journal", "--admin", "127.0.0.1:0"];

    private readonly ServiceDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_in_force_after_a_kill_half_a_file_and_a_flipped_byte()
    {
        VersionRecord old = disk.Activated(ServiceDisk.Open, TimeProvider.System.GetUtcNow().AddDays(1));
        string version;
        await using (ServiceProcess service = await ServiceProcess.StartAsync(disk.Data, settings))
        {
            await service.SaysAsync("it was set back");
            await service.SaysAsync("policy version 1 ");
            Assert.Equal($"1-{old.Digest[..12]} 0", await service.CheckAsync());
            version = await service.PublishAsync(ServiceDisk.Closed);
            await service.ActivateAsync(version);
            Assert.Equal($"{version} 7", await service.CheckAsync());
            await service.KillAsync();
        }

        string pointer = Path.Combine(disk.Journal, "active.json");
        byte[] half = await File.ReadAllBytesAsync(pointer, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(pointer, half[..(half.Length / 2)], TestContext.Current.CancellationToken);
        Flip(Path.Combine(disk.Journal, "objects", old.Files[0].Content));

        await using ServiceProcess restarted = await ServiceProcess.StartAsync(disk.Data, settings);
        await restarted.SaysAsync("epoch 2");
        Assert.Equal($"{version} 7", await restarted.CheckAsync());
        Assert.Contains("active.json", await restarted.SaysAsync("the journal is damaged"), StringComparison.Ordinal);
        string told = (await restarted.GetAsync("api/v1/status")).Body;
        Assert.Contains("active.json", told, StringComparison.Ordinal);
        Assert.Contains("\"serves\":{\"number\":2,", told, StringComparison.Ordinal);
        (HttpStatusCode status, string problem) = await restarted.PostAsync("api/v1/rollbacks", new { version = "1", reason = "test" });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("urn:authz:problem:damaged", problem, StringComparison.Ordinal);
        Assert.Equal($"{version} 7", await restarted.CheckAsync());
    }

    private static void Flip(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        content[content.Length / 2] ^= 0x10;
        File.WriteAllBytes(file, content);
    }
}
