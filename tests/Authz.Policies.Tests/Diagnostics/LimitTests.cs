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

    [Fact]
    public void Every_limit_of_a_set_has_a_case()
    {
        IEnumerable<int> limits = typeof(PolicyLimits).GetFields()
            .Where(field => field.Name != nameof(PolicyLimits.SuggestionsMax))
            .Select(field => (int?)field.GetRawConstantValue() ?? 0);

        Assert.Subset(LimitCases.All.Select(limit => limit.Max).ToHashSet(), limits.ToHashSet());
    }
}
