using Authz.LoadGenerator.Arguments;
using Authz.LoadGenerator.Running;

namespace Authz.LoadGenerator.Tests.Running;

public sealed class ReloaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("authz-load-").FullName;

    private string PolicyFile => Path.Combine(folder, "a.yaml");

    [Fact]
    public async Task A_policy_is_changed_again_and_again_and_left_as_it_was()
    {
        await File.WriteAllTextAsync(PolicyFile, "kind: Group\n", TestContext.Current.CancellationToken);
        var seen = new HashSet<string>();
        var reloader = new Reloader(folder, TimeSpan.FromMilliseconds(1));
        while (seen.Count < 3)
        {
            await Task.Yield();
            seen.Add(await File.ReadAllTextAsync(PolicyFile, TestContext.Current.CancellationToken));
        }

        await reloader.DisposeAsync();
        Assert.True(reloader.Count >= 2);
        Assert.All(seen, text => Assert.StartsWith("kind: Group\n", text, StringComparison.Ordinal));
        Assert.Equal("kind: Group\n", await File.ReadAllTextAsync(PolicyFile, TestContext.Current.CancellationToken));
        Assert.Equal([PolicyFile], Directory.EnumerateFiles(folder));
    }

    [Fact]
    public void A_folder_without_policies_or_with_a_lock_is_told()
    {
        Assert.Throws<UsageException>(() => new Reloader(Path.Combine(folder, "none"), TimeSpan.FromSeconds(1)));
        Assert.Throws<UsageException>(() => new Reloader(folder, TimeSpan.FromSeconds(1)));
        File.WriteAllText(PolicyFile, "");
        File.WriteAllText(Path.Combine(folder, "policies.lock"), "");
        Assert.Throws<UsageException>(() => new Reloader(folder, TimeSpan.FromSeconds(1)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
