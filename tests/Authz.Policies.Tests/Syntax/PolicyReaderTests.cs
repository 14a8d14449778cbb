using System.Text;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Syntax;

public sealed class PolicyReaderTests
{
    private static readonly byte[] NotYaml = Encoding.UTF8.GetBytes("{");

    [Theory]
    [InlineData("a.yaml", true)]
    [InlineData("a.yml", true)]
    [InlineData("deep/er/a.yaml", true)]
    [InlineData("deep.yaml/a.txt", false)]
    [InlineData("a.json", false)]
    [InlineData("a.yaml~", false)]
    [InlineData("a.YAML", true)]
    [InlineData("a.Yml", true)]
    [InlineData(".a.yaml", false)]
    [InlineData("deep/.a.yaml", false)]
    [InlineData(".hidden/a.yaml", true)]
    public void Yaml_files_that_are_not_hidden_are_read(string path, bool isRead)
    {
        IReadOnlyList<Diagnostic> diagnostics = PolicySet.Bind(PolicySet.Of((path, NotYaml))).Diagnostics;

        Assert.Equal(isRead, SourceFile.IsYaml(path));
        Assert.Equal(isRead ? 1 : 0, diagnostics.Count(diagnostic => diagnostic.IsError));
    }

    [Fact]
    public void Nothing_is_a_set_of_nothing()
    {
        var diagnostics = new DiagnosticBag();

        PolicySyntax syntax = PolicyReader.Read(PolicySet.Of([]), diagnostics);

        Assert.Empty(syntax.Documents);
        Assert.False(syntax.HasUnreadableFile);
        Assert.Empty(diagnostics.ToSorted());
    }

    [Fact]
    public void What_stands_before_a_syntax_error_is_read_and_so_are_other_files()
    {
        var diagnostics = new DiagnosticBag();

        PolicySyntax syntax = PolicyReader.Read(
            PolicySet.Of(
                ("a.yaml", Encoding.UTF8.GetBytes(BlockNamed("before") + "---\n{")),
                ("b.yaml", Encoding.UTF8.GetBytes(BlockNamed("beside")))),
            diagnostics);

        Assert.True(syntax.HasUnreadableFile);
        Assert.Equal(["before", "beside"], syntax.Documents.Select(document => document.Name.Value));
        Assert.Equal("AZ0003", Assert.Single(diagnostics.ToSorted()).Id);
    }

    [Fact]
    public void A_file_that_is_plain_only_at_first_is_read_once()
    {
        var diagnostics = new DiagnosticBag();
        string wrong = BlockNamed("first").Replace("{owner: o}", "{owner: o, ownr: o}", StringComparison.Ordinal);

        PolicySyntax syntax = PolicyReader.Read(
            PolicySet.Of(wrong + "---\n" + BlockNamed("second").Replace("owner: o", "owner: \"\\x6f\"", StringComparison.Ordinal)),
            diagnostics);

        Assert.Equal(["first", "second"], syntax.Documents.Select(document => document.Name.Value));
        Assert.Equal(1, diagnostics.ErrorCount);
        Assert.Equal("AZ0101", Assert.Single(diagnostics.ToSorted()).Id);
    }

    [Fact]
    public void A_bomb_of_aliases_is_refused_before_it_goes_off()
    {
        var yaml = new StringBuilder("- &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 30; level++)
        {
            string aliases = string.Join(", ", Enumerable.Repeat($"*l{level - 1}", 10));
            yaml.Append($"- &l{level} [{aliases}]\n");
        }

        Diagnostic diagnostic = Assert.Single(PolicySet.Diagnose(yaml.ToString()));

        Assert.Equal("AZ0009", diagnostic.Id);
        Assert.Equal(4, diagnostic.Where.Position.Line);
    }

    [Fact]
    public void An_alias_within_its_own_anchor_names_nothing() =>
        Assert.Contains("AZ0008", PolicySet.Diagnose("- &a [*a]\n").Select(diagnostic => diagnostic.Id));

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void A_million_brackets_are_refused_like_a_hundred(char bracket) =>
        Assert.Equal("AZ0006", Assert.Single(PolicySet.Diagnose(new string(bracket, 1_000_000))).Id);

    private static string BlockNamed(string name) =>
        $"apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {{name: {name}}}\nspec: {{owner: o}}\n";
}
