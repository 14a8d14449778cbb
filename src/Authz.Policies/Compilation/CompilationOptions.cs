using Authz.Policies.Compilation.Passes;

namespace Authz.Policies.Compilation;

/// <summary>Settings of the service that a decision tree is built for.</summary>
public sealed record CompilationOptions
{
    /// <summary>What a compiled set may come to; <see cref="CompiledSize"/> says how it is counted.</summary>
    internal int CompiledSizeMax { get; init; } = CompiledSize.Max;

    public RouteBindingMode RouteBinding { get; init; } = RouteBindingMode.Required;
}
