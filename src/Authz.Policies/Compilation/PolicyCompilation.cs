using Authz.Policies.Analysis.Lints;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Compilation;

/// <summary>The life of a policy from bytes to tree, in one call: read, bind, compile.</summary>
public static class PolicyCompilation
{
    public static CompilationResult Run(SourceSet sources, CompilationOptions options) => Run(sources, options, null, null, CompilationPace.Unbroken);

    /// <summary>With advice on a set that has no errors. It takes longer, and is for authors: the service has no use for it.</summary>
    public static CompilationResult RunWithLints(SourceSet sources, CompilationOptions options, LintOptions lints) =>
        Run(sources, options, lints, null, CompilationPace.Unbroken);

    /// <param name="unitsExpected">How large the tree will be, if that can be guessed.</param>
    internal static CompilationResult Run(
        SourceSet sources, CompilationOptions options, ReadingMemory memory, CompilationPace pace, int unitsExpected) =>
        Run(sources, options, null, memory, pace, unitsExpected);

    private static CompilationResult Run(
        SourceSet sources, CompilationOptions options, LintOptions? lints, ReadingMemory? memory, CompilationPace pace, int unitsExpected = 0)
    {
        var diagnostics = new DiagnosticBag();
        PolicySyntax syntax = PolicyReader.Read(sources, diagnostics, memory, pace);
        BoundPolicySet policies = PolicyBinder.Bind(syntax, diagnostics, pace);

        // INVARIANT: a set with one error compiles to nothing; the version in force stays.
        if (diagnostics.HasErrors)
        {
            return new CompilationResult(null, null, diagnostics.ToSorted());
        }

        if (lints is not null)
        {
            PolicyLinter.Run(syntax, policies, lints, diagnostics);
        }

        try
        {
            DecisionTree tree = PolicyCompiler.Compile(policies, options, pace, unitsExpected);
            return new CompilationResult(policies, tree, diagnostics.ToSorted());
        }
        catch (CompiledSizeException)
        {
            diagnostics.ReportCompiledSize(WidestOf(policies), options.CompiledSizeMax);
            return new CompilationResult(null, null, diagnostics.ToSorted());
        }
    }

    /// <summary>The policy that speaks of the most callers and services: with it an author would begin.</summary>
    private static BoundPolicy WidestOf(BoundPolicySet policies) => policies.Policies
        .MaxBy(policy => (long)policy.Services.Length * (policy.Subjects.Blocks.Length + 1) * policy.Rules.Length)!;
}
