using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Bytes to documents. Never throws on input: what is wrong becomes a diagnostic.</summary>
public static class PolicyReader
{
    public static PolicySyntax Read(SourceSet sources, DiagnosticBag diagnostics) => new([], false);
}
