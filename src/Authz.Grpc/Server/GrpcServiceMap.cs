using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Authz.Grpc.Server;

/// <summary>The methods that a server answers, by their full names. Made by <see cref="GrpcServiceMapBuilder"/>.</summary>
public sealed class GrpcServiceMap
{
    private readonly FrozenDictionary<string, GrpcMethod> methods;

    internal GrpcServiceMap(IEnumerable<GrpcMethod> methods)
    {
        this.methods = methods.ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);
        ServiceNames = [.. this.methods.Keys.Select(ServiceNameOf).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The full names of the services, "package.Service", in ordinal order.</summary>
    public IReadOnlyList<string> ServiceNames { get; }

    internal bool TryGet(string name, [NotNullWhen(true)] out GrpcMethod? method) => methods.TryGetValue(name, out method);

    private static string ServiceNameOf(string methodName) => methodName[1..methodName.LastIndexOf('/')];
}
