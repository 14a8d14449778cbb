namespace Authz.Store.Tests;

public sealed class PolicyPathTests
{
    [Theory]
    [InlineData("a.yaml")]
    [InlineData("blocks/birth registry.yaml")]
    [InlineData("gesundheit-für-alle.yaml")]
    [InlineData("a..b/...yaml")]
    public void Plain(string path) => Assert.True(PolicyPath.IsPlain(path));

    [Theory]
    [InlineData("")]
    [InlineData("/a.yaml")]
    [InlineData("a/")]
    [InlineData("a//b.yaml")]
    [InlineData("./a.yaml")]
    [InlineData("a/../b.yaml")]
    [InlineData("a\\b.yaml")]
    [InlineData("a\nb.yaml")]
    [InlineData("a\u0000b.yaml")]
    [InlineData("a\u007fb.yaml")]
    [InlineData("a\u2028b.yaml")]
    [InlineData("a\ufffdb.yaml")]
    [InlineData("a\ud800b.yaml")]
    public void Not_plain(string path) => Assert.False(PolicyPath.IsPlain(path));
}
