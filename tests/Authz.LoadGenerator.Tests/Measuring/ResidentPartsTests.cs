using Authz.LoadGenerator.Measuring;

namespace Authz.LoadGenerator.Tests.Measuring;

public sealed class ResidentPartsTests
{
    private const string Status = "Name:\tdotnet\nVmRSS:\t  170000 kB\nRssAnon:\t   70000 kB\nRssFile:\t   65000 kB\nRssShmem:\t   25000 kB\nThreads:\t20\n";

    [Fact]
    public void The_parts_are_read_from_what_the_kernel_says() =>
        Assert.Equal(new ResidentParts(70_000 * 1024, 65_000 * 1024, 25_000 * 1024), ResidentParts.Parse(Status));

    [Theory]
    [InlineData("")]
    [InlineData("RssAnon:\t70000 kB\nRssFile:\t65000 kB\n")]
    [InlineData("RssAnon:\t70000\nRssFile:\t65000 kB\nRssShmem:\t25000 kB\n")]
    [InlineData("RssAnon:\t-1 kB\nRssFile:\t65000 kB\nRssShmem:\t25000 kB\n")]
    public void Nothing_is_said_of_what_is_not_there(string status) => Assert.Null(ResidentParts.Parse(status));

    [Fact]
    public void On_Linux_a_living_process_has_all_of_them()
    {
        ResidentParts? own = ResidentParts.Of(Environment.ProcessId);
        Assert.Equal(OperatingSystem.IsLinux(), own is { PrivateBytes: > 0, FileBytes: > 0 });
    }
}
