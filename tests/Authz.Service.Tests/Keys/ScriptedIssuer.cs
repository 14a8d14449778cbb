using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Authz.Service.Tests.Keys;

/// <summary>An identity provider that answers as it is told, without a network.</summary>
internal sealed class ScriptedIssuer : HttpMessageHandler
{
    public const string OneKey =
        """{"keys":[{"kty":"EC","crv":"P-256","kid":"e1","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}""";

    public const string TwoKeys =
        """{"keys":[{"kty":"EC","crv":"P-256","kid":"e1","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},{"kty":"OKP","crv":"Ed25519","kid":"o1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}""";

    /// <summary>By address: what comes; an address that is missing answers 404.</summary>
    public Dictionary<string, string> Bodies { get; } = new(StringComparer.Ordinal);

    public CacheControlHeaderValue? CacheControl { get; set; }

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Failure { get; set; }

    public List<string> Asked { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string address = request.RequestUri?.ToString() ?? "";
        Asked.Add(address);
        if (Failure is not null)
        {
            return Task.FromException<HttpResponseMessage>(Failure);
        }

        var response = new HttpResponseMessage(HttpStatusCode.NotFound);
        if (Bodies.TryGetValue(address, out string? body))
        {
            response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            response.Headers.CacheControl = CacheControl;
        }

        return Task.FromResult(response);
    }
}
