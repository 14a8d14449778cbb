using Authz.Policies.Decisions.Conditions;
using static Authz.Policies.Tests.Decisions.Conditions.Comparisons;

namespace Authz.Policies.Tests.Decisions.Conditions;

public sealed class QueryConditionTests
{
    [Theory]
    [InlineData("/x?a=b c", Ternary.Unknown)]
    [InlineData("/x?a=b%20c", Ternary.True)]
    [InlineData("/x?a=b+c", Ternary.Unknown)]
    [InlineData("/x?a=b%2Bc", Ternary.False)]
    [InlineData("/x?%61=b%20c", Ternary.True)]
    [InlineData("/x?&&a=b%20c&", Ternary.True)]
    [InlineData("/x?a=b%20c&a=b%20c", Ternary.True)]
    [InlineData("/x?a=b%20c&a=d", Ternary.Unknown)]
    [InlineData("/x?a", Ternary.False)]
    [InlineData("/x?b=b%20c", Ternary.False)]
    [InlineData("/x", Ternary.False)]
    [InlineData("/x?", Ternary.False)]
    [InlineData("/x??a=b%20c", Ternary.False)]
    [InlineData("/x?A=b%20c", Ternary.False)]
    [InlineData("/x?a=b%2520c", Ternary.False)]
    [InlineData("/x?a=b%zzc", Ternary.Unknown)]
    [InlineData("/x?a=%ff", Ternary.Unknown)]
    [InlineData("/x?a=b%20c&b=%ff", Ternary.True)]
    [InlineData("/x?a=b%20c&%ff=1", Ternary.Unknown)]
    [InlineData("/x?a=b%20c&%f=1", Ternary.Unknown)]
    [InlineData("/x?b=1&%ff=1", Ternary.Unknown)]
    [InlineData("/x?a=b%20c;d=e", Ternary.Unknown)]
    [InlineData("/x?a=b%20c&d#e", Ternary.Unknown)]
    [InlineData("/x?a=b%20c&d=\u0080", Ternary.Unknown)]
    [InlineData("/x?a=b%20c&d=e+f", Ternary.True)]
    [InlineData("/x?a=d+f", Ternary.False)]
    [InlineData("/x?a=b%20c&+=1", Ternary.True)]
    public void A_parameter_is_decoded_once(string target, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Target = target }.Ask(Query("a").Is(ConditionOperator.Equals, "b c")));

    [Theory]
    [InlineData("/x?a+b=1", Ternary.Unknown)]
    [InlineData("/x?a%20b=1", Ternary.True)]
    [InlineData("/x?a%2Bb=1", Ternary.False)]
    public void A_plus_in_a_name_has_two_readings(string target, Ternary expected)
    {
        var question = new ConditionQuestion { Target = target };

        Assert.Equal(expected, question.Ask(Query("a b").Is(ConditionOperator.Equals, "1")));
        Assert.Equal(expected, question.Ask(Query("a b").Exists()));
    }

    [Theory]
    [InlineData("/x?a=1&a=2", Ternary.True)]
    [InlineData("/x?a=1&a=%ff", Ternary.Unknown)]
    [InlineData("/x?a=2&a=%ff", Ternary.True)]
    [InlineData("/x?a=1", Ternary.False)]
    public void Contains_is_about_any_of_the_values(string target, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Target = target }.Ask(Query("a").Is(ConditionOperator.Contains, "2")));

    [Theory]
    [InlineData("/x?a", Ternary.True)]
    [InlineData("/x?a=%ff", Ternary.True)]
    [InlineData("/x?b", Ternary.False)]
    [InlineData("/x?a;b", Ternary.Unknown)]
    public void A_parameter_exists_without_a_value_too(string target, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Target = target }.Ask(Query("a").Exists()));

    [Fact]
    public void Several_values_come_to_what_the_quantifier_says()
    {
        var question = new ConditionQuestion { Target = "/x?s=Patient/1&s=Group/2" };

        Assert.Equal(Ternary.Unknown, question.Ask(Query("s").Is(ConditionOperator.Prefix, "Patient/")));
        Assert.Equal(
            Ternary.True, question.Ask(Query("s").Is(ConditionQuantifier.Any, ConditionOperator.Prefix, "Patient/")));
        Assert.Equal(
            Ternary.False, question.Ask(Query("s").Is(ConditionQuantifier.All, ConditionOperator.Prefix, "Patient/")));
    }
}
