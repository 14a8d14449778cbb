using Authz.Policies.Decisions.Conditions;
using static Authz.Policies.Decisions.Conditions.ConditionOperator;
using static Authz.Policies.Tests.Decisions.Conditions.Comparisons;

namespace Authz.Policies.Tests.Decisions.Conditions;

public sealed class HeaderConditionTests
{
    private const string NotUtf8 = "\u0080";

    [Theory]
    [InlineData("x-a: care", Ternary.True)]
    [InlineData("x-a: \t care ", Ternary.True)]
    [InlineData("x-a: Care", Ternary.False)]
    [InlineData("x-b: care", Ternary.False)]
    [InlineData("x-a: ", Ternary.False)]
    [InlineData("X-A: care", Ternary.True)]
    [InlineData("x-a: care,care", Ternary.Unknown)]
    [InlineData("x-a: care , other", Ternary.Unknown)]
    [InlineData("x-a: other,more", Ternary.False)]
    [InlineData("x-a: care,", Ternary.Unknown)]
    [InlineData("x-a: " + NotUtf8, Ternary.Unknown)]
    [InlineData("x-a: care," + NotUtf8, Ternary.Unknown)]
    [InlineData("x-a: care!", Ternary.False)]
    public void One_line_is_read_whole_and_by_members(string line, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = [line] }.Ask(Header("x-a").Is(ConditionOperator.Equals, "care")));

    [Theory]
    [InlineData(ConditionQuantifier.Unanimous, "a", "a", Ternary.True)]
    [InlineData(ConditionQuantifier.Unanimous, "a", "b", Ternary.Unknown)]
    [InlineData(ConditionQuantifier.Unanimous, "b", "c", Ternary.False)]
    [InlineData(ConditionQuantifier.Unanimous, "a", NotUtf8, Ternary.Unknown)]
    [InlineData(ConditionQuantifier.Unanimous, "b", NotUtf8, Ternary.Unknown)]
    [InlineData(ConditionQuantifier.Any, "a", "b", Ternary.True)]
    [InlineData(ConditionQuantifier.Any, "a", NotUtf8, Ternary.True)]
    [InlineData(ConditionQuantifier.Any, "b", NotUtf8, Ternary.Unknown)]
    [InlineData(ConditionQuantifier.Any, "b", "c", Ternary.False)]
    [InlineData(ConditionQuantifier.Any, "b,a", "c", Ternary.Unknown)]
    [InlineData(ConditionQuantifier.All, "a", "a", Ternary.True)]
    [InlineData(ConditionQuantifier.All, "a", "b", Ternary.False)]
    [InlineData(ConditionQuantifier.All, "b", NotUtf8, Ternary.False)]
    [InlineData(ConditionQuantifier.All, "a", NotUtf8, Ternary.Unknown)]
    [InlineData(ConditionQuantifier.All, "b", "c", Ternary.False)]
    public void Several_lines_come_to_what_the_quantifier_says(
        ConditionQuantifier quantifier, string first, string second, Ternary expected)
    {
        var question = new ConditionQuestion { Headers = [$"x-a: {first}", "x-other: a", $"x-a: {second}"] };

        Assert.Equal(expected, question.Ask(Header("x-a").Is(quantifier, ConditionOperator.Equals, "a")));
    }

    /// <summary>Each member has to be compared with each: what would take seconds is unknown instead.</summary>
    [Fact]
    public void Empty_members_count_too()
    {
        var question = new ConditionQuestion
        {
            Headers = ["x-a: " + string.Concat(Enumerable.Repeat("a,", 8_000)), "x-b: " + new string(',', 16_000)],
        };

        Assert.Equal(Ternary.Unknown, question.Ask(Header("x-a").Is(In, Header("x-b"))));
    }

    [Theory]
    [InlineData("a", Ternary.True)]
    [InlineData("b, a ,c", Ternary.True)]
    [InlineData("b,c", Ternary.False)]
    [InlineData("b," + NotUtf8, Ternary.Unknown)]
    [InlineData("a," + NotUtf8, Ternary.True)]
    public void Contains_takes_members_and_nothing_else(string value, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = [$"x-a: {value}"] }.Ask(Header("x-a").Is(Contains, "a")));

    [Theory]
    [InlineData(In, "nurse", Ternary.True)]
    [InlineData(In, "doctor", Ternary.True)]
    [InlineData(In, "nurs", Ternary.False)]
    [InlineData(Prefix, "nurse-in-chief", Ternary.True)]
    [InlineData(Prefix, "nurs", Ternary.False)]
    [InlineData(Suffix, "head nurse", Ternary.True)]
    [InlineData(Suffix, "nurses", Ternary.False)]
    [InlineData(ContainsText, "a nurse.", Ternary.True)]
    [InlineData(ContainsText, "a nurs", Ternary.False)]
    public void Text_is_compared_byte_for_byte(ConditionOperator @operator, string value, Ternary expected)
    {
        string[] operands = @operator == In ? ["nurse", "doctor"] : ["nurse"];

        Assert.Equal(expected, new ConditionQuestion { Headers = [$"x-a: {value}"] }.Ask(Header("x-a").Is(@operator, [.. operands])));
    }

    [Theory]
    [InlineData("a", Ternary.True)]
    [InlineData("aaaa", Ternary.True)]
    [InlineData("aaab", Ternary.False)]
    [InlineData("", Ternary.False)]
    [InlineData("\u00F0\u009F\u0098\u0080", Ternary.Unknown)]
    public void Matches_is_about_the_whole_value(string value, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = [$"x-a: {value}"] }.Ask(Header("x-a").Is(Matches, "a+")));

    [Theory]
    [InlineData(4096, Ternary.True)]
    [InlineData(4097, Ternary.Unknown)]
    public void Matches_reads_values_up_to_a_length(int length, Ternary expected)
    {
        var question = new ConditionQuestion { Headers = [$"x-a: {new string('a', length)}"] };

        Assert.Equal(expected, question.Ask(Header("x-a").Is(Matches, "a+")));
    }

    [Fact]
    public void An_expression_that_would_backtrack_for_years_does_not()
    {
        var question = new ConditionQuestion { Headers = [$"x-a: {new string('a', 4000)}b"] };

        Assert.Equal(Ternary.False, question.Ask(Header("x-a").Is(Matches, "(a+)+(a|aa)*(a*)*")));
    }

    [Theory]
    [InlineData("x-a: ", Ternary.True)]
    [InlineData("x-a: " + NotUtf8, Ternary.True)]
    [InlineData("x-b: a", Ternary.False)]
    public void A_header_exists_whatever_its_value(string line, Ternary expected)
    {
        var question = new ConditionQuestion { Headers = [line] };

        Assert.Equal(expected, question.Ask(Header("x-a").Exists()));
        Assert.NotEqual(expected, question.Ask(Header("x-a").Is(ConditionOperator.Exists, "false")));
    }

    [Theory]
    [InlineData("a", Ternary.True)]
    [InlineData("a!", Ternary.Unknown)]
    [InlineData("a,b!", Ternary.Unknown)]
    public void In_merged_headers_an_exclamation_mark_may_stand_for_anything(string value, Ternary expected)
    {
        var question = new ConditionQuestion { Headers = [$"x-a: {value}"], AreHeadersRaw = false };

        Assert.Equal(expected, question.Ask(Header("x-a").Is(ConditionOperator.Equals, "a")));
    }

    [Theory]
    [InlineData("10.0.0.7", Ternary.True)]
    [InlineData("10.0.1.7", Ternary.False)]
    [InlineData("::ffff:10.0.0.7", Ternary.True)]
    [InlineData("10.0.0", Ternary.Unknown)]
    [InlineData("10.0.0.7:80", Ternary.Unknown)]
    public void A_header_can_hold_an_address(string value, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = [$"x-a: {value}"] }.Ask(Header("x-a").Is(Cidr, "10.0.0.0/24")));
}
