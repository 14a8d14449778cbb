using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Compilation;

/// <summary>The life of a policy from bytes to tree, in one call: read, bind, compile.</summary>
public static class PolicyCompilation
{
    public static CompilationResult Run(SourceSet sources, CompilationOptions options)
    {
        var diagnostics = new DiagnosticBag();
        PolicySyntax syntax = PolicyReader.Read(sources, diagnostics);
        BoundPolicySet policies = PolicyBinder.Bind(syntax, diagnostics);
        ImmutableArray<Diagnostic> sorted = diagnostics.ToSorted();

        // INVARIANT: a set with one error compiles to nothing; the version in force stays.
        if (diagnostics.HasErrors)
        {
            return new CompilationResult(null, null, sorted);
        }

        DecisionTree tree = PolicyCompiler.Compile(policies, options);
        return new CompilationResult(policies, tree, sorted);
    }
}
