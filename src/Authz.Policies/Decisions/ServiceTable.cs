using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions;

/// <summary>The terms of all services by index, and their texts one behind the other.</summary>
internal sealed class ServiceTable
{
    private readonly ServiceTerms[] terms;
    private readonly byte[] texts;

    public ServiceTable(ServiceTerms[] terms, byte[] texts)
    {
        this.terms = terms;
        this.texts = texts;
    }

    public ref readonly ServiceTerms this[int service] => ref terms[service];

    /// <summary>Asks for the terms of a service.</summary>
    public void FetchAhead(int service) => Ahead.Fetch(terms, service, 1);

    public ReadOnlySpan<byte> RouteBinding(in ServiceTerms service) => texts.AsSpan(service.TextStart, service.RouteBindingLength);

    public ReadOnlySpan<byte> BasePath(in ServiceTerms service) =>
        texts.AsSpan(service.TextStart + service.RouteBindingLength, service.BasePathLength);
}
