using System.Collections.Frozen;
using System.Text;
using Authz.Policies.Decisions.Answers;

namespace Authz.Policies.Tests.Decisions;

/// <summary>Envoy finds the parameters that it sets and removes by their bytes; a service by what they decode to.</summary>
public sealed class QueryChangesTests
{
    private const int Changing = 1;
    private const int Plain = 2;

    private static readonly QueryChanges changes = new(new Dictionary<int, AllowAnswer>
    {
        [Changing] = new() { SetQuery = [new("view", "summary")], RemoveQuery = ["debug"] },
        [Plain] = new() { RemoveHeaders = ["x-a"] },
    }.ToFrozenDictionary());

    [Theory]
    [InlineData("/q", false)]
    [InlineData("/q?", false)]
    [InlineData("/q?view=full&debug=1", false)]
    [InlineData("/q?a=d%65bug", false)]
    [InlineData("/q?%61=1&de+bug=1", false)]
    [InlineData("/q?d%65bug=1", true)]
    [InlineData("/q?a=1&&%64%65%62%75%67", true)]
    [InlineData("/q?vi%65w=full", true)]
    [InlineData("/q?%zz=1", true)]
    [InlineData("/q?d%c1%a5bug=1", true)]
    [InlineData("/q?a=1;debug=1", true)]
    [InlineData("/q?a=1#debug", true)]
    public void A_name_that_Envoy_would_miss_evades_the_change(string target, bool isEvaded) =>
        Assert.Equal(isEvaded, changes.AreEvaded(Changing, Encoding.Latin1.GetBytes(target)));

    [Fact]
    public void A_long_name_with_an_escape_is_not_read_but_refused()
    {
        string name = new('a', 1_100);

        Assert.True(changes.AreEvaded(Changing, Encoding.ASCII.GetBytes($"/q?%61{name}=1")));
        Assert.False(changes.AreEvaded(Changing, Encoding.ASCII.GetBytes($"/q?{name}=1")));
    }

    [Fact]
    public void A_rule_that_changes_no_query_minds_none() => Assert.False(changes.AreEvaded(Plain, "/q?d%65bug=1;"u8));
}
