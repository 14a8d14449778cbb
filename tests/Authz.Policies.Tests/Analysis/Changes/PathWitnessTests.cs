using Authz.Policies.Analysis;
using Authz.Policies.Analysis.Changes;
using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Analysis.Changes;

public sealed class PathWitnessTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/records/", "/records/")]
    [InlineData("/records/{id}/a", "/records/{}/a")]
    [InlineData("/files/{name}.{format}", "/files/{}.{}")]
    public void A_path_stands_for_a_template(string template, string shown) =>
        Assert.Equal(shown, PathWitness.Describe(PathWitness.Of(Parse(template))));

    [Theory]
    [InlineData("/records/{id}", "/records/export", "/records/export")]
    [InlineData("/records/export", "/records/{id}", "/records/export")]
    [InlineData("/{a}/births", "/own/{b}", "/own/births")]
    [InlineData("/{a}/{b}", "/{c}/{d}", "/{}/{}")]
    [InlineData("/v1-{a}", "/{b}-x", "/v1-{}-x")]
    [InlineData("/{a}-x", "/v1-{b}", "/v1-{}-x")]
    [InlineData("/{a}.{b}", "/report.{c}", "/report.{}.{}")]
    [InlineData("/{a}.pdf", "/x.pdf", "/x.pdf")]
    [InlineData("/a{x}c", "/ab{y}", "/ab{}c")]
    [InlineData("/ab{x}d", "/a{y}cd", "/ab{}cd")]
    [InlineData("/abc{x}", "/a{y}b{z}", "/abc{}b{}")]
    [InlineData("/a{x}b{y}c", "/{p}b{q}bc{r}c", "/a{}b{}b{}bc{}c")]
    [InlineData("/records", "/births", null)]
    [InlineData("/records", "/records/", null)]
    [InlineData("/{a}.pdf", "/x.txt", null)]
    [InlineData("/a-{x}", "/b-{y}", null)]
    public void A_path_stands_for_what_two_templates_share(string left, string right, string? shown)
    {
        string? found = PathWitness.OfBoth(Parse(left), Parse(right));

        Assert.Equal(shown, found is null ? null : PathWitness.Describe(found));
        Assert.True(found is null || PathPatternMatcher.Matches(Parse(left), found));
        Assert.True(found is null || PathPatternMatcher.Matches(Parse(right), found));
    }

    private static PathPattern Parse(string text)
    {
        var diagnostics = new DiagnosticBag();
        var where = new SourceSpan(new SourceText("a.yaml", text), default);
        PathPattern? pattern = new PathPatternParser(diagnostics).ParseOperation(new Located<string>(text, where), false);
        Assert.Empty(diagnostics.ToSorted());
        return pattern ?? throw new InvalidOperationException(text);
    }
}
