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
