using Authz.Admin.Administration;

namespace Authz.Admin.Tests.Administration;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void A_change_is_a_hunk_between_three_lines_of_context() => Assert.Equal(
        """
        --- a/a.yaml
        +++ b/a.yaml
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """,
        UnifiedDiff.Of(PolicyFiles.Set(("a.yaml", "1\n2\n3\n4\n5\n6\n7\n8\n9\n")), PolicyFiles.Set(("a.yaml", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))));

    [Fact]
    public void A_new_file_is_all_its_lines_and_no_more() => Assert.Equal(
        "--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1,2 @@\n+1\n+2\n", UnifiedDiff.Of(PolicyFiles.Set(), PolicyFiles.Set(("a.yaml", "1\n2\n"))));

    [Fact]
    public void A_file_that_is_gone_is_all_its_lines_and_no_more() => Assert.Equal(
        "--- a/a.yaml\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-1\n-2\n", UnifiedDiff.Of(PolicyFiles.Set(("a.yaml", "1\n2\n")), PolicyFiles.Set()));

    [Theory]
    [InlineData("1\n2\n", "1\r\n2\r\n")]
    [InlineData("1\n2\n", "1\n2")]
    public void Other_line_ends_are_only_said_to_differ(string before, string after) => Assert.Equal(
        "# a/a.yaml and b/a.yaml differ in their line ends alone\n",
        UnifiedDiff.Of(PolicyFiles.Set(("a.yaml", before)), PolicyFiles.Set(("a.yaml", after))));

    [Fact]
    public void Files_that_are_alike_are_not_mentioned() =>
        Assert.Empty(UnifiedDiff.Of(PolicyFiles.Block("a"), PolicyFiles.Block("a")));

    /// <summary>So many that the smallest difference would be looked for too long: the lines beside them are shown still.</summary>
    [Fact]
    public void Very_many_lines_that_differ_are_shown_as_one_block()
    {
        const int Lines = 5000;
        string Text(char mark) => "1\n2\n3\n4\n" + string.Concat(Enumerable.Range(0, Lines).Select(i => $"{mark}{i}\n")) + "5\n6\n7\n8\n";

        string[] diff = UnifiedDiff.Of(PolicyFiles.Set(("a.yaml", Text('a'))), PolicyFiles.Set(("a.yaml", Text('b')))).Split('\n');

        Assert.Equal(["--- a/a.yaml", "+++ b/a.yaml", "@@ -2,5006 +2,5006 @@", " 2", " 3", " 4", "-a0"], diff[..7]);
        Assert.Equal(["-a4999", "+b0"], diff[(6 + Lines - 1)..(6 + Lines + 1)]);
        Assert.Equal(["+b4999", " 5", " 6", " 7", ""], diff[^5..]);
    }

    /// <summary>What is written either way changes the old text into the new one.</summary>
    [Fact]
    public void A_block_is_a_whole_difference_wherever_it_stands()
    {
        foreach ((string old, string current) in (IEnumerable<(string, string)>)[("1\n2\n3", "x\n2\n3"), ("1\n2\n3", "1\n2\nx"), ("1\n1\n1", "1\n1"), ("1", "1\n1\n1"), ("a", "b")])
        {
            var text = new System.Text.StringBuilder();
            ReplacedBlock.Of(old, current).AppendTo(text, "a", "b");
            string[] lines = text.ToString().TrimEnd('\n').Split('\n')[3..];
            Assert.Equal(old, string.Join('\n', lines.Where(static line => line[0] != '+').Select(static line => line[1..])));
            Assert.Equal(current, string.Join('\n', lines.Where(static line => line[0] != '-').Select(static line => line[1..])));
        }
    }

    [Theory]
    [InlineData(0, "@@")]
    [InlineData(1, "too large to compare")]
    public void A_large_file_is_only_said_to_differ(int more, string expected)
    {
        string half = new('x', UnifiedDiff.ComparedBytesMax / 2);
        string other = new('y', (UnifiedDiff.ComparedBytesMax / 2) + more);
        Assert.Contains(
            expected, UnifiedDiff.Of(PolicyFiles.Set(("a.yaml", half)), PolicyFiles.Set(("a.yaml", other))), StringComparison.Ordinal);
    }
}
