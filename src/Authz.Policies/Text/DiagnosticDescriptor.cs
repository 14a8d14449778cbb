namespace Authz.Policies.Text;

/// <summary>What all diagnostics of one id have in common.</summary>
/// <param name="Id">Stable: two letters and four digits. It never changes its meaning.</param>
/// <param name="Title">What is wrong, without the names of a single case.</param>
public sealed record DiagnosticDescriptor(string Id, DiagnosticSeverity Severity, string Title);
