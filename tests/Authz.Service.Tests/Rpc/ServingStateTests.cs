using Authz.Service.Rpc;

namespace Authz.Service.Tests.Rpc;

public sealed class ServingStateTests
{
    [Fact]
    public void Nothing_serves_before_it_is_said()
    {
        var state = new ServingState("a", "b");

        Assert.Equal(["", "a", "b"], state.Current.Services.Keys.Order());
        Assert.All(state.Current.Services.Values, Assert.False);
    }

    [Fact]
    public void Each_service_has_a_state_of_its_own()
    {
        var state = new ServingState("a", "b");

        state.Set("a", true);

        Assert.True(state.Current.Services["a"]);
        Assert.False(state.Current.Services["b"]);
        Assert.False(state.Current.Services[ServingState.WholeServer]);
    }

    [Fact]
    public void A_service_that_is_not_there_is_our_own_mistake() =>
        Assert.Throws<ArgumentException>(() => new ServingState("a").Set("b", true));

    [Fact]
    public void A_change_is_told_and_what_is_no_change_is_not()
    {
        var state = new ServingState("a");
        ServingSnapshot first = state.Current;

        state.SetAll(false);
        Assert.Same(first, state.Current);
        Assert.False(first.Changed.IsCompleted);

        state.SetAll(true);
        Assert.True(first.Changed.IsCompleted);
        Assert.False(state.Current.Changed.IsCompleted);
    }

    [Fact]
    public void After_a_drain_nothing_serves_again()
    {
        var state = new ServingState("a");
        state.SetAll(true);

        state.Drain();
        state.SetAll(true);
        state.Set("a", true);

        Assert.All(state.Current.Services.Values, Assert.False);
    }
}
