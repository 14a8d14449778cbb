using Authz.LoadGenerator.Arguments;
using Authz.LoadGenerator.Reports;

namespace Authz.LoadGenerator.Tests.Reports;

public sealed class ThresholdsTests
{
    [Theory]
    [InlineData("--p50-max 100us", true)]
    [InlineData("--p50-max 99us", false)]
    [InlineData("--p99-max 300us", true)]
    [InlineData("--p99-max 299us", false)]
    [InlineData("--p999-max 400us", true)]
    [InlineData("--p999-max 399us", false)]
    [InlineData("--pid 1 --cpu-max 9.5us", true)]
    [InlineData("--pid 1 --cpu-max 9us", false)]
    [InlineData("--pid 1 --rss-growth-max 17.2MB", true)]
    [InlineData("--pid 1 --rss-growth-max 17.1MB", false)]
    public void A_figure_may_reach_its_threshold_and_not_pass_it(string arguments, bool isGood) =>
        Assert.Equal(isGood, Of(arguments).Judge(SampleReport.Run).IsGood);

    [Fact]
    public void A_wrong_answer_fails_whatever_is_tolerated_and_errors_by_their_number()
    {
        Assert.False(Of("--errors-max 100").Judge(With(phase => phase with { Wrong = 1 })).IsGood);
        Assert.False(Of("--errors-max 1").Judge(With(phase => phase with { Errors = 2 })).IsGood);
        Assert.True(Of("--errors-max 2").Judge(With(phase => phase with { Errors = 2 })).IsGood);
        Assert.False(Of("").Judge(With(phase => phase with { Errors = 1 })).IsGood);
        Assert.False(Of("").Judge(SampleReport.Run with { Flood = SampleReport.Phase with { Wrong = 1 } }).IsGood);
    }

    [Fact]
    public void A_figure_that_is_not_there_is_no_good_one()
    {
        Assert.False(Of("--pid 1 --cpu-max 1s").Judge(With(phase => phase with { CpuPerRequest = null })).IsGood);
        Assert.False(Of("--pid 1 --rss-growth-max 1GB").Judge(SampleReport.Run with { Process = [] }).IsGood);
        Assert.False(Of("").Judge(With(phase => phase with { Allowed = 0, Refused = 0 })).IsGood);
    }

    [Fact]
    public void A_rate_that_was_not_reached_and_late_sending_are_doubtful()
    {
        Assert.Empty(Of("").Judge(With(phase => phase with { AnsweredPerSecond = 950 })).Doubts);
        Assert.Single(Of("").Judge(With(phase => phase with { AnsweredPerSecond = 949 })).Doubts);
        Assert.Single(Of("").Judge(With(phase => phase with { SendDelay = phase.SendDelay with { P99 = 2001 } })).Doubts);
    }

    [Fact]
    public void CPU_and_memory_are_somebodys()
    {
        Assert.Throws<UsageException>(() => Of("--cpu-max 1ms"));
        Assert.Throws<UsageException>(() => Of("--rss-growth-max 1MB"));
    }

    [Fact]
    public void A_default_for_memory_holds_where_the_process_is_known()
    {
        OptionDefinition[] options =
        [
            .. Thresholds.Options.Select(option => option.Name == "--rss-growth-max" ? option with { Default = "20MB" } : option),
            new OptionDefinition("--pid", "PID", ""),
        ];
        Assert.Null(Thresholds.Of(ParsedOptions.Parse([], options)).ResidentGrowthMax);
        Assert.Equal(20 * 1024 * 1024, Thresholds.Of(ParsedOptions.Parse(["--pid", "1"], options)).ResidentGrowthMax);
    }

    private static RunReport With(Func<PhaseReport, PhaseReport> change) => SampleReport.Run with { Phases = [change(SampleReport.Phase)] };

    private static Thresholds Of(string arguments) => Thresholds.Of(ParsedOptions.Parse(
        arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), [.. Thresholds.Options, new OptionDefinition("--pid", "PID", "")]));
}
