using System.Text;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Syntax.Yaml;

/// <summary>What the cases of `tests/cases/diagnostics/not-yaml` cannot say: a comment under the place would change it.</summary>
public sealed class SyntaxErrorTests
{
    private const string Head = "apiVersion: authz/v1\nkind: Group\nmetadata: {name: g}\nspec:\n";
    private const int LengthMax = 1 << 20;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void A_mistake_is_where_it_is_whatever_ends_a_line(string lineEnd)
    {
        string yaml = (Head + "  description: Births: who reads\n").Replace("\n", lineEnd, StringComparison.Ordinal);

        Assert.Equal("set.yaml:5:16", Single(yaml).Where.ToString());
    }

    [Fact]
    public void Line_ends_of_two_kinds_make_no_difference()
    {
        string head = Head.Replace("\n", "\r\n", StringComparison.Ordinal);

        Assert.Equal("set.yaml:6:1", Single(head + "  owner: o\n\tmembers: [a]\n").Where.ToString());
    }

    [Theory]
    [InlineData("apiVersion:authz/v1\nkind: Group\n", "set.yaml:1:1", "a space is missing after `apiVersion:`")]
    [InlineData("apiVersion: authz/v1\nkind:\u00A0Group\nspec: {}\n", "set.yaml:2:6", "a character stands here (U+00A0)")]
    [InlineData("-kind: Group\n  spec: {}\n", "set.yaml:1:1", "a space is missing after this `-`")]
    [InlineData("---\nkind: Group\n---\n{", "set.yaml:4:1", "this `{` is not closed")]
    [InlineData("kind: [\n", "set.yaml:1:7", "this `[` is not closed")]
    [InlineData("kind: \"\\", "set.yaml:1:7", "this quote is not closed")]
    [InlineData("kind: 'a''", "set.yaml:1:7", "this quote is not closed")]
    public void The_first_lines_and_the_last_ones_are_as_good_as_others(string yaml, string place, string problem)
    {
        Diagnostic error = PolicySet.Diagnose(yaml).Single(diagnostic => diagnostic.Id == "AZ0003");

        Assert.Equal(place, error.Where.ToString());
        Assert.StartsWith($"the file is not YAML: {problem}", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Help);
    }

    [Theory]
    [InlineData("  - \"\\\"\n")]
    [InlineData("  - 'x\n")]
    [InlineData("a: [\n")]
    [InlineData("'\n")]
    [InlineData("a b c\n")]
    [InlineData("    x: |1\n")]
    [InlineData("\t\n")]
    [InlineData("- - a\n")]
    [InlineData("a: b: ")]
    [InlineData("] ")]
    [InlineData("# \n")]
    [InlineData("\\\"")]
    public void A_mebibyte_of_what_is_wrong_is_looked_through_once(string part)
    {
        var yaml = new StringBuilder("a: {b: c\n");
        while (yaml.Length < LengthMax)
        {
            yaml.Append(part);
        }

        Assert.All(PolicySet.Diagnose(yaml.ToString()), diagnostic => Assert.True(diagnostic.IsError));
    }

    private static Diagnostic Single(string yaml)
    {
        Diagnostic diagnostic = Assert.Single(PolicySet.Diagnose(yaml));
        Assert.Equal("AZ0003", diagnostic.Id);
        return diagnostic;
    }
}
