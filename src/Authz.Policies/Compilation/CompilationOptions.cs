namespace Authz.Policies.Compilation;

/// <summary>Settings of the service that a decision tree is built for.</summary>
public sealed record CompilationOptions
{
    public RouteBindingMode RouteBinding { get; init; } = RouteBindingMode.Required;
}
