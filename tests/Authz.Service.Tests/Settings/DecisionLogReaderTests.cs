using Authz.Service.Audit;
using Authz.Service.Settings;

namespace Authz.Service.Tests.Settings;

public sealed class DecisionLogReaderTests : IDisposable
{
    private readonly SettingsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_enough_and_nothing_then_passes_unlogged() => Assert.Equal(
        new DecisionLogSettings { Path = folder.At("decisions.log"), Full = DecisionLogFull.Refuse, QueueLength = 16384 },
        Read("--decision-log", "decisions.log"));

    [Fact]
    public void All_of_it_can_be_given() => Assert.Equal(
        new DecisionLogSettings { Path = DecisionLogSettings.StandardOutput, Full = DecisionLogFull.Drop, QueueLength = 2048 },
        Read("--decision-log", "-", "--decision-log-full", "drop", "--decision-log-queue", "1025"));

    [Theory]
    [InlineData("1024", 1024)]
    [InlineData("1048576", 1048576)]
    public void The_queue_has_limits(string count, int length) =>
        Assert.Equal(length, Read("--decision-log", "-", "--decision-log-queue", count)?.QueueLength);

    [Theory]
    [InlineData("is a folder", "--decision-log", "policies")]
    [InlineData("none of refuse | drop", "--decision-log", "-", "--decision-log-full", "wait")]
    [InlineData("out of range", "--decision-log", "-", "--decision-log-queue", "1023")]
    [InlineData("out of range", "--decision-log", "-", "--decision-log-queue", "1048577")]
    [InlineData("needs --decision-log beside it", "--decision-log-full", "drop")]
    [InlineData("needs --decision-log beside it", "--decision-log-queue", "2048")]
    public void What_cannot_be_meant_is_a_fault(string problem, params string[] arguments)
    {
        SettingsResult result = folder.Read(arguments);

        Assert.Null(result.Settings);
        Assert.Contains(problem, Assert.Single(result.Faults).ToString(), StringComparison.Ordinal);
    }

    private DecisionLogSettings? Read(params string[] arguments)
    {
        SettingsResult result = folder.Read(arguments);
        Assert.Empty(result.Faults);
        return result.Settings?.DecisionLog;
    }
}
