using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Requests;
using Authz.Testing;

namespace Authz.Policies.Tests.Requests;

/// <summary>What bounds a request and a decision: each limit is taken at its value and refused one past it.</summary>
public sealed class RequestLimitTests
{
    private static readonly string[] limitedNamespaces = ["Authz.Policies.Requests", "Authz.Policies.Decisions"];

    private static readonly ImmutableSortedDictionary<string, (int Max, Func<int, bool> IsTaken)> cases =
        new Dictionary<string, (int, Func<int, bool>)>
        {
            ["RequestLimits.PathBytesMax"] = (RequestLimits.PathBytesMax, size => CanonicalPath.TryRead(
                Encoding.ASCII.GetBytes("/".PadRight(size, 'a')), new byte[RequestLimits.PathBytesMax], out _)),
            ["RequestLimits.HostBytesMax"] = (RequestLimits.HostBytesMax, size => CanonicalHost.TryRead(
                Encoding.ASCII.GetBytes(new string('a', size)), new byte[RequestLimits.HostBytesMax], out _)),
            ["MethodTable.MethodsMax"] = (MethodTable.MethodsMax, TakesMethods),
            ["ConditionState.WorkMax"] = (ConditionState.WorkMax, size => new ConditionState("/"u8).TryCharge(size)),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Held where the bytes of a check are read, or by the cases of decisions.</summary>
    private static readonly (string Limit, string File, string Past)[] heldElsewhere =
    [
        ("RequestLimits.HeadersMax", "Authz.Pdp.Tests/Requests/CheckRequestReaderTests.cs", "RequestLimits.HeadersMax + 1"),
        (
            "RequestLimits.ContextExtensionsMax",
            "Authz.Pdp.Tests/Requests/CheckRequestReaderTests.cs",
            "RequestLimits.ContextExtensionsMax + 1"),
        ("ConditionTrail.LengthMax", "Authz.Policies.Tests/Decisions/Conditions/ConditionTrailTests.cs", "ConditionTrail.LengthMax + 1"),
        ("JsonIndex.DepthMax", "cases/decisions/conditions-body.yaml", "<[*65>"),
        ("ValueTest.MatchLengthMax", "cases/decisions/conditions-matches.yaml", "<a*4097>"),
    ];

    /// <summary>Held while a set is bound, by a limit of the same value.</summary>
    private static readonly string[] limitsOfSets = ["OperationWalk.SegmentsMax", "ExpressionAutomaton.PlacesMax"];

    public static TheoryData<string> Names { get; } = [.. cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_limit_is_taken_at_its_value(string name) => Assert.True(cases[name].IsTaken(cases[name].Max));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_limit_is_refused_one_past_its_value(string name) => Assert.False(cases[name].IsTaken(cases[name].Max + 1));

    [Fact]
    public void Every_limit_of_requests_and_decisions_has_a_case()
    {
        IEnumerable<string> limits = typeof(RequestLimits).Assembly.GetTypes()
            .Where(type => limitedNamespaces.Any(name => type.Namespace?.StartsWith(name, StringComparison.Ordinal) == true))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.IsLiteral && field.Name.EndsWith("Max", StringComparison.Ordinal))
            .Select(field => $"{field.DeclaringType?.Name}.{field.Name}")
            .Except(limitsOfSets);

        Assert.Empty(limits.Except(cases.Keys).Except(heldElsewhere.Select(held => held.Limit)));
        Assert.All(heldElsewhere, held => Assert.Contains(
            held.Past, File.ReadAllText(Repository.PathTo("tests", held.File)), StringComparison.Ordinal));
    }

    [Fact]
    public void A_set_holds_no_more_than_a_decision_can_take()
    {
        Assert.Equal(OperationWalk.SegmentsMax, PolicyLimits.PatternSegmentsMax);
        Assert.Equal(ExpressionAutomaton.PlacesMax, PolicyLimits.ExpressionSizeMax);
        Assert.InRange(PolicyLimits.RulesMax + PolicyLimits.RoomGrantsMax, 0, Decision.IndexMax);
        Assert.InRange(PolicyLimits.OperationsMax, 0, Decision.OperationIndexMax);
    }

    private static bool TakesMethods(int size)
    {
        IEnumerable<string> others = Enumerable.Range(0, size - StandardMethods.All.Length)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"M{number}"));
        return Record.Exception(() => new MethodTable(others)) is null;
    }
}
