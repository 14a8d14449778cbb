using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;

namespace Authz.Cli.EnvoyChecks;

/// <summary>A rule of a service looks at something of a request.</summary>
/// <param name="Name">Of a header, or of the filter whose metadata it is.</param>
internal readonly record struct PolicyRead(int Service, AttributeKind Kind, string Name, BoundRule Rule);
