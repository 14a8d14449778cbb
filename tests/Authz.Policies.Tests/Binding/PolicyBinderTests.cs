using System.Text;
using Authz.Policies.Binding;

namespace Authz.Policies.Tests.Binding;

public sealed class PolicyBinderTests
{
    private const string Blocks = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: a, labels: {tier: one}}
        spec: {services: [{name: s, basePath: /a}]}
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: b, labels: {tier: one}}
        spec: {owner: o}
        ---
        apiVersion: authz/v1
        kind: Group
        metadata: {name: g}
        spec: {members: [b, a]}
        ---

        """;

    [Theory]
    [InlineData("{group: g}")]
    [InlineData("{labels: {tier: one}}")]
    [InlineData("{authenticated: true}")]
    [InlineData("{buildingBlock: b}, {buildingBlock: a}")]
    [InlineData("{group: g}, {buildingBlock: a}")]
    public void Policies_with_the_same_subjects_share_them(string subjects)
    {
        BoundPolicySet set = Bind(Blocks + Policy("p1", "{group: g}") + Policy("p2", subjects));

        Assert.Same(set.Policies[0].Subjects, set.Policies[1].Subjects);
        Assert.Equal([0, 1], set.Policies[1].Subjects.Blocks);
    }

    [Fact]
    public void Anonymous_callers_are_other_subjects_than_none()
    {
        BoundPolicySet set = Bind(Blocks + Policy("p1", "{group: g}") + Policy("p2", "{group: g}, {anonymous: true}"));

        Assert.NotEqual(set.Policies[0].Subjects, set.Policies[1].Subjects);
        Assert.True(set.Policies[1].Subjects.Anonymous);
        Assert.Equal(set.Policies[0].Subjects.Blocks, set.Policies[1].Subjects.Blocks);
    }

    [Fact]
    public void The_order_of_files_and_documents_changes_no_index()
    {
        string[] documents = (Blocks + Policy("p1", "{group: g}") + Policy("p2", "{buildingBlock: b}")).Split("---\n");
        IEnumerable<(string, byte[])> turned =
            documents.Reverse().Select((document, i) => ($"{i}.yaml", Encoding.UTF8.GetBytes(document)));

        BoundPolicySet set = Bind(Blocks + Policy("p1", "{group: g}") + Policy("p2", "{buildingBlock: b}"));
        BoundPolicySet other = PolicySet.Bind(PolicySet.Of(turned)).Set;

        Assert.Equal(set.Blocks.Select(block => block.Name), other.Blocks.Select(block => block.Name));
        Assert.Equal(
            set.Policies.Select(policy => (policy.Name, policy.Subjects.Blocks.Length)),
            other.Policies.Select(policy => (policy.Name, policy.Subjects.Blocks.Length)));
    }

    [Fact]
    public void Rules_that_say_the_same_path_share_its_pattern()
    {
        BoundPolicySet set = Bind(Blocks + Policy("p1", "{group: g}") + Policy("p2", "{group: g}"));

        Assert.Same(set.Policies[0].Rules[0].Paths[0], set.Policies[1].Rules[0].Paths[0]);
    }

    private static BoundPolicySet Bind(string yaml)
    {
        (BoundPolicySet set, var diagnostics) = PolicySet.Bind(PolicySet.Of(yaml));
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.IsError);
        return set;
    }

    private static string Policy(string name, string subjects) => $$"""
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: {{name}}}
        spec:
          legalBasis: Act
          subjects: [{{subjects}}]
          resources: [{buildingBlock: a, service: s}]
          rules: [{name: r, effect: deny, paths: ["/x/{id}"]}]
        ---

        """;
}
