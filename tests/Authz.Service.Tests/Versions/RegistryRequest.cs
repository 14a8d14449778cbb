using Envoy.Service.Auth.V3;

namespace Authz.Service.Tests.Versions;

/// <summary>A check of the registry's only block, on a record of its own.</summary>
internal static class RegistryRequest
{
    public static CheckRequest Of(string role)
    {
        var request = new CheckRequest { Attributes = new AttributeContext() };
        request.Attributes.Source = new AttributeContext.Types.Peer { Principal = "spiffe://td/registry" };
        request.Attributes.Request = new AttributeContext.Types.Request
        {
            Http = new AttributeContext.Types.HttpRequest
            {
                Method = "GET",
                Path = "/v1/records/7",
                Host = "registry.test",
                Headers = { ["x-role"] = role },
            },
        };
        request.Attributes.ContextExtensions.Add("authz.service", "registry/records");
        return request;
    }
}
