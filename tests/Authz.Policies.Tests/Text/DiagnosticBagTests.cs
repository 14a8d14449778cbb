using Authz.Policies.Text;

namespace Authz.Policies.Tests.Text;

public sealed class DiagnosticBagTests
{
    [Fact]
    public void Findings_come_sorted_by_file_place_and_id()
    {
        var bag = new DiagnosticBag();
        SourceText a = new("a.yaml", "one two");
        SourceText b = new("b.yaml", "one two");
        bag.ReportMergeKey(At(b, 0));
        bag.ReportMergeKey(At(a, 4));
        bag.ReportNestedTooDeeply(At(a, 4));
        bag.ReportMergeKey(At(a, 0));

        Assert.Equal(
            ["a.yaml:1:1 AZ0010", "a.yaml:1:5 AZ0006", "a.yaml:1:5 AZ0010", "b.yaml:1:1 AZ0010"],
            bag.ToSorted().Select(diagnostic => $"{diagnostic.Where} {diagnostic.Id}"));
    }

    [Fact]
    public void Text_of_the_author_stays_on_its_line_and_shows_what_is_invisible()
    {
        var bag = new DiagnosticBag();
        bag.ReportUnknownAnchor(At(new SourceText("a.yaml", ""), 0), "a\nb\u001b[2J\u202e\u200b" + new string('c', 500));

        string line = Assert.Single(bag.ToSorted()).ToString();

        Assert.StartsWith(@"a.yaml:1:1: error AZ0008: no anchor `a\u{000A}b\u{001B}[2J\u{202E}\u{200B}cc", line, StringComparison.Ordinal);
        Assert.Contains("c…` stands", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Similar_names_are_sought_only_so_many_times()
    {
        var bag = new DiagnosticBag();
        var source = new SourceText("a.yaml", new string('x', PolicyLimits.SuggestionsMax + 1));
        for (int i = 0; i <= PolicyLimits.SuggestionsMax; i++)
        {
            bag.ReportUnknownBlock(new Located<string>("registri", At(source, i)), ["registry"], isGroup: false);
        }

        Assert.Equal(
            PolicyLimits.SuggestionsMax, bag.ToSorted().Count(diagnostic => diagnostic.Help == "did you mean `registry`?"));
        Assert.Equal(PolicyLimits.SuggestionsMax + 1, bag.ErrorCount);
    }

    [Fact]
    public void No_number_of_warnings_hides_an_error()
    {
        var bag = new DiagnosticBag();
        var source = new SourceText("a.yaml", new string('x', PolicyLimits.DiagnosticsMax + 2));
        for (int i = 0; i <= PolicyLimits.DiagnosticsMax; i++)
        {
            bag.ReportNoLegalBasis(new Located<string>("p", At(source, i)));
        }

        bag.ReportMergeKey(At(source, PolicyLimits.DiagnosticsMax + 1));

        Assert.True(bag.HasErrors);
        Assert.Equal(
            [(PolicyLimits.DiagnosticsMax, "AZ0901"), (1, "AZ0016"), (1, "AZ0010")],
            bag.ToSorted().GroupBy(diagnostic => diagnostic.Id).Select(group => (group.Count(), group.Key)));
    }

    private static SourceSpan At(SourceText source, int offset) => new(source, new TextSpan(offset, 1));
}
