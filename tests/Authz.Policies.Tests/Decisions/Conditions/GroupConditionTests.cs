using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions.Conditions;
using static Authz.Policies.Tests.Decisions.Conditions.Comparisons;

namespace Authz.Policies.Tests.Decisions.Conditions;

/// <summary>Kleene's tables, with a header that is there, one that is not, and a source address that is none.</summary>
public sealed class GroupConditionTests
{
    private static readonly ConditionQuestion question = new() { Headers = ["t: x"], SourceAddress = "pipe" };

    public static TheoryData<Ternary, Ternary> Pairs
    {
        get
        {
            var pairs = new TheoryData<Ternary, Ternary>();
            foreach (Ternary left in Enum.GetValues<Ternary>())
            {
                foreach (Ternary right in Enum.GetValues<Ternary>())
                {
                    pairs.Add(left, right);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void All_is_the_least_of_them(Ternary left, Ternary right)
    {
        Ternary expected = left == Ternary.False || right == Ternary.False ? Ternary.False
            : left == Ternary.Unknown || right == Ternary.Unknown ? Ternary.Unknown
            : Ternary.True;

        Assert.Equal(expected, question.Ask(All(Of(left), Of(right))));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Any_is_the_most_of_them(Ternary left, Ternary right)
    {
        Ternary expected = left == Ternary.True || right == Ternary.True ? Ternary.True
            : left == Ternary.Unknown || right == Ternary.Unknown ? Ternary.Unknown
            : Ternary.False;

        Assert.Equal(expected, question.Ask(Any(Of(left), Of(right))));
    }

    [Fact]
    public void Not_leaves_unknown_what_it_is()
    {
        Assert.Equal(Ternary.False, question.Ask(Not(Of(Ternary.True))));
        Assert.Equal(Ternary.True, question.Ask(Not(Of(Ternary.False))));
        Assert.Equal(Ternary.Unknown, question.Ask(Not(Of(Ternary.Unknown))));
    }

    [Fact]
    public void Conditions_that_say_the_same_are_one()
    {
        var builder = new Authz.Policies.Compilation.Passes.ConditionTableBuilder(Issuers);
        int first = builder.Add(All(Header("a").Is(ConditionOperator.In, "x", "y"), Not(Body("a", "b").Exists())));
        int second = builder.Add(All(Header("a").Is(ConditionOperator.In, "x", "y"), Not(Body("a", "b").Exists())));
        int other = builder.Add(All(Header("a").Is(ConditionOperator.In, "x,y"), Not(Body("a", "b").Exists())));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void A_condition_used_within_itself_many_times_over_is_evaluated_in_bounded_time()
    {
        // Each doubles the one below it: 2^200 paths lead to the leaf.
        BoundCondition condition = Of(Ternary.Unknown);
        for (int i = 0; i < 200; i++)
        {
            condition = Any(Not(condition), All(condition, Of(Ternary.True)));
        }

        Assert.Equal(Ternary.Unknown, question.Ask(condition));
    }

    [Theory]
    [InlineData(ConditionState.WorkMax, true)]
    [InlineData(ConditionState.WorkMax + 1, false)]
    public void A_decision_looks_at_so_many_bytes(int bytes, bool isTaken)
    {
        var state = new ConditionState("/"u8);

        Assert.Equal(isTaken, state.TryCharge(bytes));
        Assert.False(state.TryCharge(1));
        state.Release();
    }

    [Fact]
    public void What_would_take_too_much_work_is_unknown()
    {
        string large = new('a', 60_000);
        var builder = new Authz.Policies.Compilation.Passes.ConditionTableBuilder(Issuers);
        int dear = builder.Add(All([.. Enumerable.Range(0, 2_000)
            .Select(i => Header("x").Is(ConditionQuantifier.Any, ConditionOperator.Suffix, $"a{new string('a', i)}"))]));
        int cheap = builder.Add(Header("x").Is(ConditionOperator.Suffix, "a"));
        ConditionTable table = builder.Build();

        Assert.Equal(Ternary.Unknown, new ConditionQuestion { Headers = [$"x: {large}"] }.Ask(table, dear));
        Assert.Equal(Ternary.True, new ConditionQuestion { Headers = [$"x: {large}"] }.Ask(table, cheap));
        Assert.Equal(Ternary.True, new ConditionQuestion { Headers = [$"x: {large[..3000]}"] }.Ask(table, dear));
    }

    private static BoundComparison Of(Ternary value) => value switch
    {
        Ternary.Unknown => SourceAddress.Is(ConditionOperator.Cidr, "10.0.0.0/8"),
        Ternary.False => Header("f").Exists(),
        Ternary.True => Header("t").Exists(),
    };
}
