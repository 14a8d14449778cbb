namespace Authz.Policies.Tests.Diagnostics;

public sealed class DiagnosticCaseTests
{
    public static TheoryData<string> Names { get; } = [.. DiagnosticCase.Names()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_set_has_the_findings_that_its_comments_say_and_no_others(string name)
    {
        string expected = string.Join('\n', DiagnosticCase.Expected(name).Order(StringComparer.Ordinal));
        string actual = string.Join('\n', DiagnosticCase.Actual(name).Order(StringComparer.Ordinal));

        Assert.Equal(expected, actual);
    }
}
