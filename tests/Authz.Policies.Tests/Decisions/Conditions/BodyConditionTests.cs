using System.Globalization;
using Authz.Policies.Decisions.Conditions;
using static Authz.Policies.Tests.Decisions.Conditions.Comparisons;

namespace Authz.Policies.Tests.Decisions.Conditions;

public sealed class BodyConditionTests
{
    [Theory]
    [InlineData("""{"a":{"b":"x"}}""", Ternary.True)]
    [InlineData(""" { "a" : { "b" : "x" , "c":[1,{},[]] } } """, Ternary.True)]
    [InlineData("""{"a":{"b":"\u0078"}}""", Ternary.True)]
    [InlineData("""{"a":{"\u0062":"x"}}""", Ternary.True)]
    [InlineData("""{"a":{"b":"y"}}""", Ternary.False)]
    [InlineData("""{"a":{"c":"x"}}""", Ternary.False)]
    [InlineData("""{"a":"x"}""", Ternary.False)]
    [InlineData("""{"a":{"b":null}}""", Ternary.False)]
    [InlineData("""{"a":null}""", Ternary.False)]
    [InlineData("""{"a":{"b":[]}}""", Ternary.False)]
    [InlineData("""{"a":{"b":{}}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":["x","x"]}}""", Ternary.True)]
    [InlineData("""{"a":{"b":["x","y"]}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":["y",1]}}""", Ternary.False)]
    [InlineData("""{"a":{"b":["x",null]}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":["x",["x"]]}}""", Ternary.Unknown)]
    [InlineData("""[{"a":{"b":"x"}}]""", Ternary.False)]
    [InlineData("""{"a":{"b":"x","b":"x"}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x","\u0062":"x"}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x","c":1,"c":2}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x","c":{"d":1,"d":2}}}""", Ternary.True)]
    [InlineData("""{"a":{"b":"x"},"a":1}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x"},"c":1,"c":1}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":{"c":1,"c":1}}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x"},"c":"\ud800"}""", Ternary.True)]
    [InlineData("""{"a":{"b":"x"},"\ud800":1}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"\ud800"}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"\udc00\ud800"}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":["y","\ud800"]}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"\x"}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x"}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x"},}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x"}} x""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x"}}/**/""", Ternary.Unknown)]
    [InlineData("{\"a\":{\"b\":\"x\n\"}}", Ternary.Unknown)]
    [InlineData("{\"a\":{\"b\":\"x\"},\"c\":\"\u0080\"}", Ternary.Unknown)]
    [InlineData("\u00EF\u00BB\u00BF{\"a\":{\"b\":\"x\"}}", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x"},"c":01}""", Ternary.Unknown)]
    [InlineData(" ", Ternary.Unknown)]
    public void A_pointer_finds_one_value(string body, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Body = body }.Ask(Body("a", "b").Is(ConditionOperator.Equals, "x")));

    [Theory]
    [InlineData("true", "true", Ternary.True)]
    [InlineData("false", "false", Ternary.True)]
    [InlineData("100", "100", Ternary.True)]
    [InlineData("-100", "-100", Ternary.True)]
    [InlineData("0", "0", Ternary.True)]
    [InlineData("-0", "0", Ternary.Unknown)]
    [InlineData("1.0", "1", Ternary.Unknown)]
    [InlineData("1e2", "100", Ternary.Unknown)]
    [InlineData("999999999999999", "999999999999999", Ternary.True)]
    [InlineData("-999999999999999", "-999999999999999", Ternary.True)]
    [InlineData("1000000000000000", "1000000000000000", Ternary.Unknown)]
    [InlineData("-1000000000000000", "-1000000000000000", Ternary.Unknown)]
    [InlineData("\"\"", "", Ternary.True)]
    [InlineData("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20ac\\ud83d\\ude00\"", "a\"\\/\b\f\n\r\t€😀", Ternary.True)]
    [InlineData("\"\\ufffd\"", "\ufffd", Ternary.True)]
    public void A_scalar_is_its_text(string body, string text, Ternary expected)
    {
        Assert.Equal(expected, new ConditionQuestion { Body = body }.Ask(Body().Is(ConditionOperator.Equals, text)));
        Assert.Equal(expected, new ConditionQuestion { Body = $"[{body}]" }.Ask(Body().Is(ConditionOperator.Equals, text)));
        Assert.Equal(expected, new ConditionQuestion { Body = $"[{body} , {body}]" }.Ask(Body().Is(ConditionOperator.Equals, text)));
    }

    [Theory]
    [InlineData("1", Ternary.True)]
    [InlineData("01", Ternary.False)]
    [InlineData("-", Ternary.False)]
    [InlineData("3", Ternary.False)]
    [InlineData("0", Ternary.False)]
    public void A_pointer_goes_into_an_array_by_its_index(string step, Ternary expected) =>
        Assert.Equal(
            expected, new ConditionQuestion { Body = """["a","x","c"]""" }.Ask(Body(step).Is(ConditionOperator.Equals, "x")));

    [Fact]
    public void A_broken_element_beside_the_way_does_not_matter() =>
        Assert.Equal(
            Ternary.True, new ConditionQuestion { Body = """["\ud800","x"]""" }.Ask(Body("1").Is(ConditionOperator.Equals, "x")));

    [Theory]
    [InlineData("""{"a":{}}""", Ternary.True)]
    [InlineData("""{"a":[{}]}""", Ternary.True)]
    [InlineData("""{"a":1.5}""", Ternary.True)]
    [InlineData("""{"a":null}""", Ternary.False)]
    [InlineData("""{"a":[]}""", Ternary.False)]
    [InlineData("{}", Ternary.False)]
    [InlineData("""{"a":{"b":1,"b":1}}""", Ternary.Unknown)]
    [InlineData("""{"a":1,"a":1}""", Ternary.Unknown)]
    public void An_object_exists_and_null_does_not(string body, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Body = body }.Ask(Body("a").Exists()));

    [Theory]
    [InlineData("""["a","b"]""", Ternary.True)]
    [InlineData("""["a"]""", Ternary.False)]
    [InlineData("""["a",{}]""", Ternary.Unknown)]
    [InlineData("""["b",{}]""", Ternary.True)]
    [InlineData("\"b\"", Ternary.True)]
    public void Contains_looks_at_the_elements(string body, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Body = body }.Ask(Body().Is(ConditionOperator.Contains, "b")));

    [Theory]
    [InlineData(64, Ternary.True)]
    [InlineData(65, Ternary.Unknown)]
    public void A_body_is_nested_up_to_a_depth(int depth, Ternary expected)
    {
        string nested = $"{string.Concat(Enumerable.Repeat("[", depth - 1))}{new string(']', depth - 1)}";
        var question = new ConditionQuestion { Body = string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{nested}},"a":"x"}""") };

        Assert.Equal(expected, question.Ask(Body("a").Is(ConditionOperator.Equals, "x")));
    }

    [Theory]
    [InlineData("false", Ternary.True)]
    [InlineData("true", Ternary.Unknown)]
    [InlineData("False", Ternary.Unknown)]
    [InlineData("false,false", Ternary.Unknown)]
    [InlineData("", Ternary.Unknown)]
    public void A_body_that_is_not_all_there_is_unreadable(string partial, Ternary expected)
    {
        var question = new ConditionQuestion { Body = "\"x\"", Headers = [$"x-envoy-auth-partial-body: {partial}"] };

        Assert.Equal(expected, question.Ask(Body().Is(ConditionOperator.Equals, "x")));
    }

    [Fact]
    public void A_body_cut_down_to_nothing_is_unreadable_and_not_absent()
    {
        var question = new ConditionQuestion { Sends = "body", Headers = ["x-envoy-auth-partial-body: true"] };

        Assert.Equal(Ternary.Unknown, question.Ask(Body().Exists()));
    }

    [Fact]
    public void Twice_whole_is_not_said_once()
    {
        const string line = "x-envoy-auth-partial-body: false";

        Assert.Equal(Ternary.Unknown, new ConditionQuestion { Body = "1", Headers = [line, line] }.Ask(Body().Exists()));
    }

    [Theory]
    [InlineData(null, Ternary.Unknown)]
    [InlineData("sni,metadata", Ternary.Unknown)]
    [InlineData("body", Ternary.False)]
    public void An_absent_body_is_unknown_where_none_is_sent(string? sends, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Sends = sends }.Ask(Body("a").Exists()));

    [Theory]
    [InlineData("\"x\"", Ternary.True)]
    [InlineData("\"x\" ", Ternary.True)]
    [InlineData("[\"x\",\"!\"]", Ternary.Unknown)]
    public void Text_with_an_exclamation_mark_may_have_been_anything(string body, Ternary expected)
    {
        var question = new ConditionQuestion { Body = body, IsBodyRaw = false };

        Assert.Equal(expected, question.Ask(Body().Is(ConditionQuantifier.Any, ConditionOperator.Equals, "x")));
    }
}
