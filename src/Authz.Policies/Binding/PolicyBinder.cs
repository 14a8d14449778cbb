using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>Names resolved, rules across documents checked.</summary>
public static class PolicyBinder
{
    public static BoundPolicySet Bind(PolicySyntax syntax, DiagnosticBag diagnostics) =>
        new() { Blocks = [], Services = [], Policies = [], Tests = [] };
}
