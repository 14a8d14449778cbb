using System.Text;
using Authz.Policies.Compilation;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Compilation;

public sealed class CompiledSizeTests
{
    private const string Policies = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: a}
        spec: {services: [{name: s, basePath: /s}, {name: t, basePath: /t}]}
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: b}
        spec: {owner: ministry}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: narrow}
        spec:
          legalBasis: Act
          subjects: [{buildingBlock: a}]
          resources: [{buildingBlock: a, service: s}]
          rules: [{name: r, effect: allow, methods: [GET], paths: [/x]}]
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: wide}
        spec:
          legalBasis: Act
          subjects: [{buildingBlock: a}]
          resources: [{group: all}]
          rules: [{name: r, effect: allow, methods: [GET], paths: [/y, /z]}]
        ---
        apiVersion: authz/v1
        kind: Group
        metadata: {name: all}
        spec: {members: [a]}
        """;

    // (a, s): a pair, and an entry of three paths. (a, t): a pair, and an entry of two.
    private const int Size = 1 + 3 + 1 + 2;

    [Fact]
    public void A_set_may_come_to_its_limit() => Assert.NotNull(Run(Size).Tree);

    [Fact]
    public void A_set_that_comes_to_more_is_an_error_at_its_widest_policy_and_no_tree()
    {
        CompilationResult result = Run(Size - 1);

        Assert.Null(result.Tree);
        Assert.Null(result.Policies);
        Diagnostic error = Assert.Single(result.Diagnostics, finding => finding.IsError);
        Assert.Equal("AZ0407", error.Id);
        Assert.Contains("`wide`", error.Help, StringComparison.Ordinal);
    }

    private static CompilationResult Run(int max) => PolicyCompilation.Run(
        PolicySet.Of(("set.yaml", Encoding.UTF8.GetBytes(Policies))),
        new CompilationOptions { CompiledSizeMax = max });
}
