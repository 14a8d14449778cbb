using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Decisions;

/// <summary>Policies as their author writes them, taken as far as a test needs.</summary>
internal static class PolicyText
{
    public static PolicySyntax Read(string policies)
    {
        var diagnostics = new DiagnosticBag();
        PolicySyntax syntax = PolicyReader.Read(SourcesOf(policies), diagnostics);
        AssertNoErrors(diagnostics.ToSorted(), policies);
        return syntax;
    }

    public static DecisionTree Compile(string policies) => CompileBoth(policies).Tree;

    public static TreeEvaluator Evaluator(string policies)
    {
        (DecisionTree tree, BoundPolicySet bound) = CompileBoth(policies);
        return new TreeEvaluator(tree, bound);
    }

    public static SourceSet SourcesOf(string policies) =>
        SourceSet.Of([new KeyValuePair<string, ReadOnlyMemory<byte>>("set.yaml", Encoding.UTF8.GetBytes(policies))]);

    private static (DecisionTree Tree, BoundPolicySet Bound) CompileBoth(string policies)
    {
        CompilationResult result = PolicyCompilation.Run(SourcesOf(policies), new CompilationOptions());
        AssertNoErrors(result.Diagnostics, policies);
        Assert.NotNull(result.Tree);
        Assert.NotNull(result.Policies);
        return (result.Tree, result.Policies);
    }

    private static void AssertNoErrors(ImmutableArray<Diagnostic> diagnostics, string policies)
    {
        if (diagnostics.Any(diagnostic => diagnostic.IsError))
        {
            Assert.Fail($"{string.Join('\n', diagnostics)}\n{policies}");
        }
    }
}
