using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using Authz.Service.Settings;

namespace Authz.Service.Tests.Processes;

/// <summary>Real disks that take nothing, or nothing more.</summary>
public sealed class RefusingDiskTests : IDisposable
{
    private const string NoRoom = "No space left";

    private readonly ServiceDisk disk = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task A_full_disk_refuses_each_change_with_the_reason_until_there_is_room()
    {
        string[] apart = Environment.IsPrivilegedProcess ? ["unshare", "--mount"] : ["unshare", "--mount", "--map-root-user"];
        await SkipUnlessAsync("no small file system can be mounted here", [.. apart, "mount", "-t", "tmpfs", "tmpfs", disk.Data]);
        await using ServiceProcess service = await ServiceProcess.StartAsync(
            disk.Data,
            ["--source", "journal", "--admin", "127.0.0.1:0"],
            [.. apart, "sh", "-c", $"mount -t tmpfs -o size=1m,mode=700 tmpfs '{disk.Data}' && exec \"$@\"", "sh"]);
        string open = await service.PublishAsync(ServiceDisk.Open);
        await service.ActivateAsync(open);
        string closed = await service.PublishAsync(ServiceDisk.Closed);
        string filler = Path.Combine(service.DataFolder, "filler");
        Assert.Throws<IOException>(() => File.WriteAllBytes(filler, new byte[2 * 1024 * 1024]));

        (HttpStatusCode status, string problem) = await service.PostAsync("api/v1/activations", new { version = closed.Split('-')[0], reason = "test" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains(NoRoom, problem, StringComparison.Ordinal);
        (status, problem) = await service.PostAsync("api/v1/revocations", new { from = "registry", to = "*", reason = "test" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains(NoRoom, problem, StringComparison.Ordinal);
        Assert.Equal($"{open} 0", await service.CheckAsync());

        File.Delete(filler);
        await service.ActivateAsync(closed);
        Assert.Equal($"{closed} 7", await service.CheckAsync());
    }

    [Fact]
    public async Task Where_nothing_can_be_written_the_folder_goes_live_and_it_is_said_that_it_is_not_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs modes of files");
        disk.Activated(ServiceDisk.Open, TimeProvider.System.GetUtcNow());
        disk.WriteToken();
        disk.Write("set.yaml", ServiceDisk.Closed);
        string[] nobody = [];
        if (Environment.IsPrivilegedProcess)
        {
            // Root writes whatever a mode says.
            nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];
            await SkipUnlessAsync("nobody else can read the program here", [.. nobody, "test", "-r", typeof(ServiceSettings).Assembly.Location]);
            await SkipUnlessAsync("files cannot be given to nobody", "chown", "-R", "65534:65534", disk.Data);
        }

        disk.SetWritable(false);
        try
        {
            await using ServiceProcess service = await ServiceProcess.StartAsync(
                disk.Data, ["--policies", disk.Policies, "--admin", "127.0.0.1:0"], nobody);
            Assert.Contains("denied", await service.SaysAsync("the journal cannot be written"), StringComparison.Ordinal);
            Assert.Contains("denied", await service.SaysAsync("the audit log of the admin API cannot be written"), StringComparison.Ordinal);
            await service.SaysAsync("policy version 2 ");
            Assert.EndsWith(" 7", await service.CheckAsync(), StringComparison.Ordinal);
            Assert.Contains("is not kept", (await service.GetAsync("readyz")).Body, StringComparison.Ordinal);
            (HttpStatusCode status, string problem) = await service.PostAsync("api/v1/revocations", new { from = "registry", to = "*", reason = "test" });
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("audit log", problem, StringComparison.Ordinal);
        }
        finally
        {
            disk.SetWritable(true);
        }
    }

    private static async Task SkipUnlessAsync(string reason, params string[] words)
    {
        try
        {
            using Process probe = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })
                ?? throw new InvalidOperationException(words[0]);
            string error = await probe.StandardError.ReadToEndAsync(Cancellation);
            await probe.WaitForExitAsync(Cancellation);
            Assert.SkipUnless(probe.ExitCode == 0, $"{reason}: {error.Trim()}");
        }
        catch (Win32Exception missing)
        {
            Assert.Skip($"{reason}: {missing.Message}");
        }
    }
}
