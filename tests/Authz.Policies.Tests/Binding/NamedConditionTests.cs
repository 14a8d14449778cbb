using System.Text;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Binding;

/// <summary>What names of names of names may cost.</summary>
public sealed class NamedConditionTests
{
    private const int Long = 5_000;

    [Fact]
    public void A_long_chain_of_names_comes_to_its_last_condition()
    {
        string yaml = Chain(Long) + Condition(Long, "{sni: {equals: x}}") + Rule("{use: c0}");

        (Authz.Policies.Binding.BoundPolicySet set, IReadOnlyList<Diagnostic> diagnostics) = PolicySet.Bind(PolicySet.Of(yaml));

        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.IsError);
        Assert.Equal(AttributeKind.Sni, Assert.IsType<BoundComparison>(set.Policies[0].Rules[0].When).Attribute.Kind);
    }

    [Fact]
    public void A_long_circle_of_names_is_told_once_and_in_short()
    {
        string yaml = Chain(Long) + Condition(Long, "{use: c0}") + Rule("{use: c7}");

        Diagnostic circle = Assert.Single(PolicySet.Diagnose(yaml), diagnostic => diagnostic.IsError);

        Assert.Equal("AZ0817", circle.Id);
        Assert.InRange(circle.Message.Length, 1, 200);
    }

    [Fact]
    public void Names_that_double_at_each_step_are_stopped_where_they_grow_too_large()
    {
        string yaml = string.Concat(Enumerable.Range(0, 64).Select(
            i => Condition(i, $"{{any: [{{use: c{i + 1}}}, {{use: c{i + 1}}}]}}"))) + Condition(64, "{sni: {equals: x}}") + Rule("{use: c0}");

        Diagnostic large = Assert.Single(PolicySet.Diagnose(yaml), diagnostic => diagnostic.IsError);

        Assert.Equal("AZ0820", large.Id);
    }

    private static string Chain(int length)
    {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++)
        {
            text.Append(Condition(i, $"{{use: c{i + 1}}}"));
        }

        return text.ToString();
    }

    private static string Condition(int number, string when) =>
        $"apiVersion: authz/v1\nkind: Condition\nmetadata: {{name: c{number}}}\nspec: {{when: [{when}]}}\n---\n";

    private static string Rule(string when) => "apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {name: a}\n"
        + "spec: {services: [{name: s, basePath: /a}]}\n---\napiVersion: authz/v1\nkind: AccessPolicy\nmetadata: {name: p}\n"
        + "spec: {legalBasis: Act, subjects: [{buildingBlock: a}], resources: [{buildingBlock: a, service: s}], "
        + $"rules: [{{name: r, effect: deny, when: [{when}]}}]}}\n";
}
