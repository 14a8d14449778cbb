using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Authz.Admin.Administration;
using Authz.Admin.Callers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Admin.Tests;

/// <summary>The API on a port of loopback, over a journal in a folder of its own, with a caller for each role.</summary>
internal sealed class ApiBench : IAsyncDisposable
{
    private readonly AdminApi api;
    private readonly HttpClient client;

    private ApiBench(AdministrationBench verbs, AdminApi api)
    {
        Verbs = verbs;
        this.api = api;
        client = new HttpClient { BaseAddress = api.Address };
    }

    public static string[] Callers { get; } = ["viewer", "author", "approver", "auditor", "operator"];

    public AdministrationBench Verbs { get; }

    public AdminApi Api => api;

    public string AuditFile => Path.Combine(Verbs.Folder, "audit.jsonl");

    public static async Task<ApiBench> StartAsync(AdministrationOptions? options = null, Func<AdminSettings, AdminSettings>? change = null, Func<TimeProvider, IAdminCredentials>? credentials = null)
    {
        var verbs = new AdministrationBench(options);
        string tokens = Path.Combine(verbs.Folder, "tokens");
        File.WriteAllLines(tokens, Callers.Select(name => $"{name} {(name == "operator" ? "viewer,author,approver,auditor" : name)} {TokenOf(name)}"));
        OwnerOnly.Set(tokens);
        var settings = new AdminSettings
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Credentials = credentials?.Invoke(verbs.Clock) ?? TokenFile.Read(tokens),
            AuditFile = Path.Combine(verbs.Folder, "audit.jsonl"),
            RateBurst = 100_000,
            StrangersBurst = 100_000,
        };
        AdminApi api = await AdminApi.StartAsync(
            change?.Invoke(settings) ?? settings,
            verbs.Administration,
            () => new AdminReadiness(verbs.Administration.State.Active is not null, ["as tested"]),
            verbs.Clock,
            NullLoggerFactory.Instance,
            TestContext.Current.CancellationToken);
        return new ApiBench(verbs, api);
    }

    /// <param name="caller">Null: without credentials.</param>
    public async Task<ApiReply> CallAsync(
        string? caller, string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = Request(caller, method, path, content, headers);
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await ApiReply.ReadAsync(response);
    }

    public Task<ApiReply> CallAsync(string? caller, string method, string path, object body, params (string Name, string Value)[] headers) =>
        CallAsync(caller, method, path, Json(JsonSerializer.Serialize(body)), headers);

    /// <summary>Only until the head of the answer is there.</summary>
    public Task<HttpResponseMessage> OpenAsync(string caller, string path, params (string Name, string Value)[] headers) =>
        client.SendAsync(Request(caller, "GET", path, null, headers), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    public Task<ApiReply> PublishAsync(string block, string caller = "author") => CallAsync(
        caller, "POST", "/api/v1/versions", new { files = new Dictionary<string, string> { [$"{block}.yaml"] = PolicyFiles.BlockText(block) } });

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public static string TokenOf(string name) => $"{name}-0123456789abcdef0123456789abcdef";

    public IReadOnlyList<JsonElement> AuditLines() => [.. File.ReadAllLines(AuditFile).Select(static line => JsonElement.Parse(line))];

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await api.DisposeAsync();
        Verbs.Dispose();
    }

    private static HttpRequestMessage Request(
        string? caller, string method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (caller is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(caller));
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
