namespace Authz.Policies.Tests.Diagnostics;

public sealed class LimitTests
{
    public static TheoryData<string> Names { get; } = [.. LimitCases.All.Select(limit => limit.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void At_a_limit_it_is_not_reported(string name)
    {
        LimitCase limit = LimitCases.Find(name);

        Assert.DoesNotContain(limit.Id, limit.Diagnose(limit.Max).Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_past_a_limit_it_is_reported_once(string name)
    {
        LimitCase limit = LimitCases.Find(name);

        Assert.Single(limit.Diagnose(limit.Max + 1), diagnostic => diagnostic.Id == limit.Id);
    }

    /// <summary>By its name and not by its value: another limit of the same value is another limit.</summary>
    [Fact]
    public void Every_limit_of_a_set_has_a_case()
    {
        IEnumerable<string> limits = typeof(PolicyLimits).GetFields()
            .Where(field => field.Name != nameof(PolicyLimits.SuggestionsMax))
            .Select(field => $"{nameof(PolicyLimits)}.{field.Name}");

        Assert.Empty(limits.Except(LimitCases.All.Select(limit => limit.Limit)));
    }
}
