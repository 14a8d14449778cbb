using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions.Conditions;
using static Authz.Policies.Tests.Decisions.Conditions.Comparisons;

namespace Authz.Policies.Tests.Decisions.Conditions;

/// <summary>Comparisons with another attribute.</summary>
public sealed class OperandConditionTests
{
    private const string NotUtf8 = "\u0080";

    [Theory]
    [InlineData("x-a: v", "x-b: v", Ternary.True)]
    [InlineData("x-a: v", "x-b: w", Ternary.False)]
    [InlineData("x-a: v", "x-c: v", Ternary.False)]
    [InlineData("x-c: v", "x-b: v", Ternary.False)]
    [InlineData("x-c: v", "x-d: v", Ternary.False)]
    [InlineData("x-a: v", "x-b: v,v", Ternary.Unknown)]
    [InlineData("x-a: v", "x-b: " + NotUtf8, Ternary.Unknown)]
    [InlineData("x-c: v", "x-b: " + NotUtf8, Ternary.Unknown)]
    [InlineData("x-a: ", "x-b: ", Ternary.True)]
    public void A_header_is_one_line_without_a_comma(string left, string right, Ternary expected) =>
        Assert.Equal(
            expected, new ConditionQuestion { Headers = [left, right] }.Ask(Header("x-a").Is(ConditionOperator.Equals, Header("x-b"))));

    [Fact]
    public void Two_lines_are_not_one() =>
        Assert.Equal(Ternary.Unknown, new ConditionQuestion { Headers = ["x-a: v", "x-b: v", "x-b: v"] }
            .Ask(Header("x-a").Is(ConditionOperator.Equals, Header("x-b"))));

    [Theory]
    [InlineData("/x?q=v", Ternary.True)]
    [InlineData("/x?q=%76&z=%77%77", Ternary.True)]
    [InlineData("/x?z%7a=1&q=%76&%7az=2", Ternary.True)]
    [InlineData("/x?q=v+", Ternary.Unknown)]
    [InlineData("/x?q=v&q=v", Ternary.Unknown)]
    [InlineData("/x?q=%ff", Ternary.Unknown)]
    [InlineData("/x?q;", Ternary.Unknown)]
    [InlineData("/x?p=v", Ternary.False)]
    [InlineData("/x?p=v+v&q=v", Ternary.True)]
    public void A_query_parameter_is_one_without_a_plus(string target, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = ["x-a: v"], Target = target }
            .Ask(Header("x-a").Is(ConditionOperator.Equals, Query("q"))));

    [Fact]
    public void A_plus_in_a_parameters_name_leaves_open_which_it_is() =>
        Assert.Equal(Ternary.Unknown, new ConditionQuestion { Headers = ["x-a: v"], Target = "/x?q+=v" }
            .Ask(Header("x-a").Is(ConditionOperator.Equals, Query("q "))));

    [Theory]
    [InlineData("\"v\"", Ternary.True)]
    [InlineData("\"\\u0076\"", Ternary.True)]
    [InlineData("[\"v\"]", Ternary.True)]
    [InlineData("[\"v\",\"v\"]", Ternary.Unknown)]
    [InlineData("{}", Ternary.Unknown)]
    [InlineData("[]", Ternary.False)]
    [InlineData("null", Ternary.False)]
    [InlineData(null, Ternary.Unknown)]
    public void A_body_is_one_value(string? body, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = ["x-a: v"], Body = body }
            .Ask(Header("x-a").Is(ConditionOperator.Equals, Body())));

    [Theory]
    [InlineData(ConditionOperator.Prefix, "ab", Ternary.True)]
    [InlineData(ConditionOperator.Suffix, "cd", Ternary.True)]
    [InlineData(ConditionOperator.ContainsText, "bc", Ternary.True)]
    [InlineData(ConditionOperator.Prefix, "b", Ternary.False)]
    [InlineData(ConditionOperator.Prefix, "", Ternary.Unknown)]
    [InlineData(ConditionOperator.Suffix, "", Ternary.Unknown)]
    [InlineData(ConditionOperator.ContainsText, "", Ternary.Unknown)]
    [InlineData(ConditionOperator.Equals, "", Ternary.False)]
    [InlineData(ConditionOperator.Contains, "abcd", Ternary.True)]
    public void An_empty_part_says_nothing(ConditionOperator @operator, string value, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = ["x-a: abcd"], Purpose = value }
            .Ask(Header("x-a").Is(@operator, Extension("purpose"))));

    [Theory]
    [InlineData("x-b: a, v ,b", Ternary.True)]
    [InlineData("x-b: a,b", Ternary.False)]
    [InlineData("x-b: a," + NotUtf8, Ternary.Unknown)]
    [InlineData("x-b: v," + NotUtf8, Ternary.True)]
    [InlineData("x-c: v", Ternary.False)]
    public void In_takes_the_members_of_a_header(string line, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = ["x-a: v", line] }
            .Ask(Header("x-a").Is(ConditionOperator.In, Header("x-b"))));

    [Theory]
    [InlineData("/x?q=a&q=v", Ternary.True)]
    [InlineData("/x?q=a&q=b", Ternary.False)]
    [InlineData("/x?q=v&q=b+c", Ternary.Unknown)]
    [InlineData("/x?q=a&q=%ff", Ternary.Unknown)]
    [InlineData("/x", Ternary.False)]
    public void In_takes_the_values_of_a_parameter(string target, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = ["x-a: v"], Target = target }
            .Ask(Header("x-a").Is(ConditionOperator.In, Query("q"))));

    [Theory]
    [InlineData("""["a","v"]""", Ternary.True)]
    [InlineData("""["a",1]""", Ternary.False)]
    [InlineData("""["a",{}]""", Ternary.Unknown)]
    [InlineData("{}", Ternary.Unknown)]
    public void In_takes_the_elements_of_a_body(string body, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = ["x-a: v"], Body = body }
            .Ask(Header("x-a").Is(ConditionOperator.In, Body())));

    [Fact]
    public void Both_sides_may_have_to_be_decoded()
    {
        var question = new ConditionQuestion { Target = "/x?a=%61%62&b=%61%62", Body = """{"s":"\u0061b","t":["\u0061c","\u0061b"]}""" };

        Assert.Equal(Ternary.True, question.Ask(Query("a").Is(ConditionOperator.Equals, Query("b"))));
        Assert.Equal(Ternary.True, question.Ask(Query("a").Is(ConditionOperator.Equals, Body("s"))));
        Assert.Equal(Ternary.True, question.Ask(Body("s").Is(ConditionOperator.In, Body("t"))));
        Assert.Equal(Ternary.Unknown, question.Ask(Body("t").Is(ConditionOperator.Equals, Query("a"))));
    }

    [Fact]
    public void A_claim_is_absent_on_either_side_where_its_issuers_token_did_not_come()
    {
        ConditionQuestion[] questions = [new() { Headers = ["x-a: v"] }, new() { Headers = ["x-a: v"], Issuer = 0, Claims = "{\"sub\":\"v\"}" }];
        foreach (ConditionQuestion question in questions)
        {
            Assert.Equal(Ternary.False, question.Ask(Claim.Is(ConditionOperator.Equals, "v")));
            Assert.Equal(Ternary.False, question.Ask(Claim.Exists()));
            Assert.Equal(Ternary.False, question.Ask(Header("x-a").Is(ConditionOperator.Equals, Claim)));
            Assert.Equal(Ternary.False, question.Ask(Header("x-c").Is(ConditionOperator.Equals, Claim)));
            Assert.Equal(Ternary.True, question.Ask(Not(Claim.Exists())));
        }
    }

    [Theory]
    [InlineData("\"v\"", Ternary.True)]
    [InlineData("\"w\"", Ternary.False)]
    [InlineData("[\"v\"]", Ternary.True)]
    [InlineData("[\"v\",\"v\"]", Ternary.Unknown)]
    [InlineData("{}", Ternary.Unknown)]
    [InlineData("[]", Ternary.False)]
    [InlineData("null", Ternary.False)]
    public void A_claim_is_one_value(string sub, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = ["x-a: v"], Claims = $"{{\"sub\":{sub}}}" }
            .Ask(Header("x-a").Is(ConditionOperator.Equals, Claim)));

    [Theory]
    [InlineData("\"a v b\"", Ternary.True)]
    [InlineData("\"a\\u0020v\"", Ternary.True)]
    [InlineData("\"a,v\"", Ternary.False)]
    [InlineData("[\"a v\"]", Ternary.False)]
    [InlineData("[\"a\",\"v\"]", Ternary.True)]
    [InlineData("\" \"", Ternary.False)]
    [InlineData("{}", Ternary.Unknown)]
    public void In_takes_the_words_of_a_scope(string scope, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Headers = ["x-a: v"], Claims = $"{{\"scope\":{scope}}}" }
            .Ask(Header("x-a").Is(ConditionOperator.In, ClaimAt("scope"))));

    [Theory]
    [InlineData("API.gov", null, Ternary.True)]
    [InlineData("api.gov", null, Ternary.True)]
    [InlineData("other", null, Ternary.False)]
    [InlineData("", null, Ternary.Unknown)]
    [InlineData("", "sni", Ternary.False)]
    public void The_name_of_the_hello_is_compared_without_case(string sni, string? sends, Ternary expected)
    {
        var question = new ConditionQuestion { Sni = sni, Sends = sends, Headers = ["x-a: Api.Gov", "x-list: x, API.GOV"] };

        Assert.Equal(expected, question.Ask(Sni.Is(ConditionOperator.Equals, "Api.GOV")));
        Assert.Equal(expected, question.Ask(Sni.Is(ConditionOperator.In, "Api.GOV", "x")));
        Assert.Equal(expected, question.Ask(Sni.Is(ConditionOperator.Prefix, "API.")));
        Assert.Equal(expected, question.Ask(Sni.Is(ConditionOperator.Matches, @"[A-Z]+\.GOV")));
        Assert.Equal(expected, question.Ask(Sni.Is(ConditionOperator.Equals, Header("x-a"))));
        Assert.Equal(expected, question.Ask(Sni.Is(ConditionOperator.In, Header("x-list"))));
    }

    [Fact]
    public void A_connection_always_says_the_name_of_its_hello() =>
        Assert.Equal(Ternary.False, new ConditionQuestion { HasHttp = false }.Ask(Sni.Exists()));

    [Theory]
    [InlineData("care", Ternary.True)]
    [InlineData("other", Ternary.False)]
    [InlineData(null, Ternary.False)]
    public void A_context_extension_is_the_routes(string? purpose, Ternary expected) =>
        Assert.Equal(
            expected, new ConditionQuestion { Purpose = purpose }.Ask(Extension("purpose").Is(ConditionOperator.Equals, "care")));

    [Fact]
    public void Absent_on_one_side_and_not_sent_on_the_other_is_unknown()
    {
        BoundComparison condition = Extension("purpose").Is(ConditionOperator.Equals, Sni);

        Assert.Equal(Ternary.Unknown, new ConditionQuestion().Ask(condition));
        Assert.Equal(Ternary.False, new ConditionQuestion { Sends = "sni" }.Ask(condition));
    }
}
