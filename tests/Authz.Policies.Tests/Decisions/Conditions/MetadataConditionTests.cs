using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Requests;
using static Authz.Policies.Tests.Decisions.Conditions.Comparisons;

namespace Authz.Policies.Tests.Decisions.Conditions;

public sealed class MetadataConditionTests
{
    [Theory]
    [InlineData("""{"a":{"b":"x"}}""", Ternary.True)]
    [InlineData("""{"a":{"b":"y"}}""", Ternary.False)]
    [InlineData("""{"a":{"c":"x"}}""", Ternary.False)]
    [InlineData("""{"a":"x"}""", Ternary.False)]
    [InlineData("{}", Ternary.False)]
    [InlineData("""{"a":{"b":null}}""", Ternary.False)]
    [InlineData("""{"a":{"b":[]}}""", Ternary.False)]
    [InlineData("""{"a":{"b":["x","x"]}}""", Ternary.True)]
    [InlineData("""{"a":{"b":["x","y"]}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":["x",null]}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":["x",{}]}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":{}}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x","b":"x"}}""", Ternary.Unknown)]
    [InlineData("""{"a":{"b":"x"},"a":{}}""", Ternary.Unknown)]
    public void A_pointer_finds_one_value(string metadata, Ternary expected) =>
        Assert.Equal(
            expected, new ConditionQuestion { Metadata = metadata }.Ask(Metadata("a", "b").Is(ConditionOperator.Equals, "x")));

    [Theory]
    [InlineData("true", "true", Ternary.True)]
    [InlineData("false", "false", Ternary.True)]
    [InlineData("true", "false", Ternary.False)]
    [InlineData("100", "100", Ternary.True)]
    [InlineData("1e2", "100", Ternary.True)]
    [InlineData("1.0", "1", Ternary.True)]
    [InlineData("-7", "-7", Ternary.True)]
    [InlineData("0", "0", Ternary.True)]
    [InlineData("-0", "0", Ternary.Unknown)]
    [InlineData("1.5", "1.5", Ternary.Unknown)]
    [InlineData("999999999999999", "999999999999999", Ternary.True)]
    [InlineData("1000000000000000", "1000000000000000", Ternary.Unknown)]
    [InlineData("1e999", "x", Ternary.Unknown)]
    [InlineData("\"é\"", "é", Ternary.True)]
    public void A_scalar_is_its_text(string json, string text, Ternary expected)
    {
        BoundComparison scalar = Metadata("v").Is(ConditionOperator.Equals, text);
        BoundComparison element = Metadata("v", "1").Is(ConditionOperator.Equals, text);

        Assert.Equal(expected, new ConditionQuestion { Metadata = $$"""{"v":{{json}}}""" }.Ask(scalar));
        Assert.Equal(expected, new ConditionQuestion { Metadata = $$"""{"v":[{{json}},{{json}}]}""" }.Ask(scalar));
        Assert.Equal(expected, new ConditionQuestion { Metadata = $$"""{"v":["a",{{json}}]}""" }.Ask(element));
    }

    [Fact]
    public void All_that_a_filter_noted_exists_and_is_no_text()
    {
        var question = new ConditionQuestion { Metadata = "{}" };

        Assert.Equal(Ternary.True, question.Ask(Metadata().Exists()));
        Assert.Equal(Ternary.Unknown, question.Ask(Metadata().Is(ConditionOperator.Equals, "x")));
    }

    [Theory]
    [InlineData(null, null, Ternary.Unknown)]
    [InlineData(null, "body,sni", Ternary.Unknown)]
    [InlineData(null, "metadata", Ternary.False)]
    [InlineData("{}", null, Ternary.False)]
    public void What_a_filter_did_not_note_is_unknown_where_metadata_is_not_sent(
        string? metadata, string? sends, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { Metadata = metadata, Sends = sends }.Ask(Metadata("a").Exists()));

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"a":[1,"x",null,{"b":true}]}""", true)]
    [InlineData("[]", false)]
    [InlineData("1", false)]
    [InlineData("", false)]
    [InlineData("{", false)]
    [InlineData("""{"a":"\ud800"}""", false)]
    public void Metadata_written_by_a_person_is_an_object(string json, bool isObject) =>
        Assert.Equal(isObject, MetadataText.IsObject(json));
}
