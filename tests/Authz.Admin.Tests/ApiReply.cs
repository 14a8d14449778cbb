using System.Net.Http.Headers;
using System.Text.Json;

namespace Authz.Admin.Tests;

/// <summary>An answer, read whole.</summary>
internal sealed record ApiReply(int Status, string MediaType, string Text, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public static async Task<ApiReply> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType ?? "",
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
        response.Headers);

    /// <summary>It is a whole problem document (RFC 9457) of this kind.</summary>
    public void IsProblem(int status, string slug)
    {
        Assert.Equal(status, Status);
        IsProblem();
        Assert.Equal($"urn:authz:problem:{slug}", Json.GetProperty("type").GetString());
    }

    public void IsProblem()
    {
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(Status, Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(Json.GetProperty("title").GetString() ?? "");
        Assert.NotEmpty(Json.GetProperty("detail").GetString() ?? "");
        Assert.StartsWith("urn:authz:request:", Json.GetProperty("instance").GetString(), StringComparison.Ordinal);
    }
}
