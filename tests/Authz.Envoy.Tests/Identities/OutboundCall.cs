using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Identities;

/// <summary>What the hospital's application sends to its own security server.</summary>
internal static class OutboundCall
{
    public static async Task<int> SendAsync(
        IdentityDeployment deployment,
        string target,
        IEnumerable<KeyValuePair<string, string>> headers,
        string call,
        CancellationToken cancellation)
    {
        using HttpClient client = Caller.Client(deployment.Listener("sidecar-outbound"), certificate: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{IdentityDeployment.Host}{target}"));
        request.Headers.Add(Applications.CallHeader, call);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage answer = await client.SendAsync(request, cancellation);
        return (int)answer.StatusCode;
    }
}
