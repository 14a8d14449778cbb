using System.Text.RegularExpressions;

namespace Authz.Architecture.Tests;

/// <summary>House rules that a reviewer should not have to remember.</summary>
public sealed partial class TidyTests
{
    private const int LinesMax = 400;

    public static TheoryData<string> Sources =>
        [.. Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"))];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_file_is_short_enough_to_read(string file) =>
        Assert.InRange(Repository.Text(file).Count(c => c == '\n'), 0, LinesMax);

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_file_holds_one_type(string file) => Assert.InRange(TopLevelTypes().Count(Repository.Text(file)), 0, 1);

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_rule_is_turned_off_in_editorconfig_and_work_is_left_in_an_issue(string file)
    {
        if (file.EndsWith($"/{nameof(TidyTests)}.cs", StringComparison.Ordinal))
        {
            return;
        }

        Assert.DoesNotMatch(@"#pragma|#region|\bTODO\b|\bFIXME\b|NotImplementedException", Repository.Text(file));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Nothing_waits_by_sleeping(string file)
    {
        if (file.StartsWith("tests/", StringComparison.Ordinal) && !file.EndsWith($"/{nameof(TidyTests)}.cs", StringComparison.Ordinal))
        {
            Assert.DoesNotMatch(@"Thread\.Sleep|Task\.Delay\(", Repository.Text(file));
        }
    }

    // Namespaces are file-scoped, so a type of the file itself begins at the first column.
    [GeneratedRegex(
        @"^(public|internal|file)\s[^;={(]*\b(class|struct|record|enum|interface|delegate)\b", RegexOptions.Multiline)]
    private static partial Regex TopLevelTypes();
}
