using Authz.Policies.Analysis.Changes;
using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Analysis.Changes;

/// <summary>What is found is in tests/cases/changes, where the command prints it; here is how much.</summary>
public sealed class PolicyChangesTests
{
    [Theory]
    [InlineData(ServiceComparison.ComparedMax, false)]
    [InlineData(ServiceComparison.ComparedMax + 1, true)]
    public void What_is_more_than_is_compared_is_taken_to_change_rights(int added, bool isCut)
    {
        PolicyChanges changes = PolicyChanges.Between(Bind(0), Bind(added));

        ServiceChange service = Assert.Single(changes.Services);
        Assert.Equal(isCut, service.IsCut);
        Assert.Equal(isCut, changes.ChangeRights);
        Assert.Equal(ServiceComparison.ComparedMax, service.Operations.Length);
    }

    [Fact]
    public void A_service_of_the_most_operations_is_compared_with_another_of_as_many()
    {
        PolicyChanges changes = PolicyChanges.Between(Bind(PolicyLimits.OperationsMax, "old"), Bind(PolicyLimits.OperationsMax, "new"));

        Assert.True(Assert.Single(changes.Services).IsCut);
    }

    private static BoundPolicySet Bind(int operations, string prefix = "p")
    {
        IEnumerable<string> list = Enumerable.Range(0, operations)
            .Select(i => $"{{id: {prefix}{i}, method: GET, path: \"/{prefix}{i}/{{id}}\"}}");
        string yaml = "apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {name: a}\nspec: {services: [{name: s, basePath: /a"
            + (operations == 0 ? "" : $", operations: [{string.Join(", ", list)}]") + "}]}\n";
        (BoundPolicySet set, IReadOnlyList<Diagnostic> diagnostics) = PolicySet.Bind(PolicySet.Of(yaml));
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.IsError);
        return set;
    }
}
