using Authz.Policies.Text;

namespace Authz.Cli.Reference;

/// <summary>What docs/diagnostics.md says about one id.</summary>
/// <param name="Text">As Markdown, without the heading.</param>
internal sealed record DiagnosticSection(DiagnosticDescriptor Descriptor, string Text);
