using System.Collections.Immutable;
using System.Text;
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

    public static DecisionTree Compile(string policies)
    {
        CompilationResult result = PolicyCompilation.Run(SourcesOf(policies), new CompilationOptions());
        AssertNoErrors(result.Diagnostics, policies);
        Assert.NotNull(result.Tree);
        return result.Tree;
    }

    public static SourceSet SourcesOf(string policies) =>
        SourceSet.Of([new KeyValuePair<string, ReadOnlyMemory<byte>>("set.yaml", Encoding.UTF8.GetBytes(policies))]);

    private static void AssertNoErrors(ImmutableArray<Diagnostic> diagnostics, string policies)
    {
        if (diagnostics.Any(diagnostic => diagnostic.IsError))
        {
            Assert.Fail($"{string.Join('\n', diagnostics)}\n{policies}");
        }
    }
}
