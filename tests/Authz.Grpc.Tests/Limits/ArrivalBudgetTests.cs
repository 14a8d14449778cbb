using Authz.Grpc.Limits;
using Authz.Grpc.Tests.Hosting;
using Authz.Testing;

namespace Authz.Grpc.Tests.Limits;

public sealed class ArrivalBudgetTests
{
    private const int BytesMax = 10 * ArrivalBudget.CallBytes;

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider clock = new();
    private readonly ArrivalBudget budget;
    private readonly List<string> ended = [];

    public ArrivalBudgetTests() => budget = new ArrivalBudget(BytesMax, TestServices.Refusals(clock), clock);

    [Fact]
    public void All_that_fits_is_held_and_one_byte_more_ends_the_call_that_has_waited_longest()
    {
        using Arrival first = Begin("first");
        using Arrival second = Begin("second");
        using Arrival third = Begin("third");
        third.Hold(BytesMax - (3 * ArrivalBudget.CallBytes));
        Assert.Empty(ended);

        third.Hold(BytesMax - (3 * ArrivalBudget.CallBytes) + 1);

        Assert.Equal(["first: ResourceExhausted"], ended);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, first.Fault?.Code);
        Assert.Null(second.Fault);
    }

    [Fact]
    public void A_call_counts_before_a_byte_of_its_message_is_there()
    {
        List<Arrival> arrivals = [.. Enumerable.Range(0, BytesMax / ArrivalBudget.CallBytes).Select(n => Begin($"{n}"))];
        Assert.Empty(ended);

        arrivals.Add(Begin("one more"));

        Assert.Equal(["0: ResourceExhausted"], ended);
        arrivals.ForEach(static arrival => arrival.Dispose());
    }

    [Fact]
    public void As_many_end_as_must_and_no_more()
    {
        using Arrival first = Begin("first");
        using Arrival second = Begin("second");
        using Arrival third = Begin("third");
        using Arrival last = Begin("last");
        last.Hold(BytesMax - (2 * ArrivalBudget.CallBytes));

        Assert.Equal(["first: ResourceExhausted", "second: ResourceExhausted"], ended);
    }

    [Fact]
    public void One_that_alone_is_too_much_ends_itself()
    {
        using Arrival arrival = Begin("large");
        arrival.Hold(BytesMax - ArrivalBudget.CallBytes);
        Assert.Empty(ended);

        arrival.Hold(BytesMax - ArrivalBudget.CallBytes + 1);

        Assert.Equal(["large: ResourceExhausted"], ended);
    }

    [Fact]
    public void What_has_gone_gives_its_bytes_back_and_is_told_nothing_any_more()
    {
        for (int i = 0; i < 100; i++)
        {
            using Arrival arrival = Begin($"{i}");
            arrival.Hold(BytesMax - ArrivalBudget.CallBytes);
        }

        clock.Advance(TimeMax);

        Assert.Empty(ended);
    }

    [Fact]
    public void Who_was_ended_holds_nothing_though_more_of_it_arrives()
    {
        using Arrival first = Begin("first");
        using Arrival second = Begin("second");
        second.Hold(BytesMax - ArrivalBudget.CallBytes);
        first.Hold(BytesMax);

        Assert.Equal(["first: ResourceExhausted"], ended);
    }

    [Fact]
    public void Time_ends_a_call_once_and_at_its_limit()
    {
        using Arrival arrival = Begin("slow");
        clock.Advance(TimeMax - TimeSpan.FromTicks(1));
        Assert.Empty(ended);

        clock.Advance(TimeSpan.FromTicks(1));
        arrival.Hold(BytesMax);

        Assert.Equal(["slow: DeadlineExceeded"], ended);
    }

    [Fact]
    public void A_time_that_was_over_before_it_began_ends_the_call()
    {
        using Arrival arrival = budget.Begin(TimeSpan.FromSeconds(-1), status => ended.Add($"late: {status.Code}"));
        clock.Advance(TimeSpan.Zero);

        Assert.Equal(["late: DeadlineExceeded"], ended);
    }

    private Arrival Begin(string name) => budget.Begin(TimeMax, status => ended.Add($"{name}: {status.Code}"));
}
