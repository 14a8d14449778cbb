using Authz.Policies.Binding;
using Authz.Policies.Decisions;

namespace Authz.Policies.Compilation;

/// <summary>Bound policies to the tree that decides.</summary>
public static class PolicyCompiler
{
    public static DecisionTree Compile(BoundPolicySet policies, CompilationOptions options) =>
        new() { BlockNames = [], ServiceNames = [], RuleNames = [] };
}
