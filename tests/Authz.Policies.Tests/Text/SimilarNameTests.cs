using Authz.Policies.Text;

namespace Authz.Policies.Tests.Text;

public sealed class SimilarNameTests
{
    [Theory]
    [InlineData("getRecrd", "getRecord")]
    [InlineData("getReocrd", "getRecord")]
    [InlineData("GETRECORD", "getRecord")]
    [InlineData("listRecords", "listRecord")]
    [InlineData("ptu", "put")]
    public void A_slip_is_recognised(string name, string expected) =>
        Assert.Equal(expected, SimilarName.Find(name, ["getRecord", "listRecord", "put"]));

    [Theory]
    [InlineData("deleteEverything")]
    [InlineData("p")]
    [InlineData("")]
    [InlineData("a name that is far longer than any that a person would ever mean by a slip of the pen")]
    public void Another_word_is_not_suggested(string name) =>
        Assert.Null(SimilarName.Find(name, ["getRecord", "listRecord", "put"]));

    [Fact]
    public void Of_two_that_are_as_near_the_first_in_order_is_suggested_whatever_their_order()
    {
        Assert.Equal("care-a", SimilarName.Find("care-x", ["care-b", "care-a", "care-c"]));
        Assert.Equal("care-a", SimilarName.Find("care-x", ["care-a", "care-c", "care-b"]));
    }
}
