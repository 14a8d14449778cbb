using Authz.Policies.Text;

namespace Authz.Cli.EnvoyChecks;

/// <summary>Something that a configuration is held to.</summary>
/// <param name="Why">What may happen where it does not hold.</param>
internal sealed record EnvoyRule(DiagnosticDescriptor Descriptor, string Why);
