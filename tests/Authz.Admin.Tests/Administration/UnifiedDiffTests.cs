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
