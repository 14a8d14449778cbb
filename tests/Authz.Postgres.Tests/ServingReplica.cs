using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Authz.Admin;
using Authz.Admin.Administration;
using Authz.Admin.Callers;
using Authz.Policies.Compilation;
using Authz.Store;
using Authz.Store.Versions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Postgres.Tests;

/// <summary>A replica with all that makes it one: it follows the database, puts versions in force, says so, and has an admin API.</summary>
internal sealed class ServingReplica : IAsyncDisposable
{
    private readonly VersionFollower follower;
    private readonly PolicyAdministration administration;
    private readonly AdminApi api;
    private readonly HttpClient client;

    private ServingReplica(Replica replica, VersionFollower follower, PolicyAdministration administration, AdminApi api)
    {
        Replica = replica;
        this.follower = follower;
        this.administration = administration;
        this.api = api;
        client = new HttpClient { BaseAddress = api.Address };
    }

    public Replica Replica { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ServingReplica> StartAsync(TestDatabase database, string name)
    {
        Replica replica = await database.ReplicaAsync(name);
        var store = new PolicyStore<PolicyVersion>(
            static version => version, static sources => PolicyCompilation.Run(sources, new CompilationOptions()), TimeProvider.System, NullLogger.Instance);
        store.StatusChanged += status => replica.Repository.Replicas.InForce = status.InForce is { } version
            ? new ReplicaInForce(version.Digest.Hex, version.Number, version.Epoch, version.ActivatedAt)
            : null;
        var follower = new VersionFollower(replica.Repository, store, isFolderAuthor: false, TimeProvider.System, NullLogger<VersionFollower>.Instance);
        await follower.StartAsync(Cancellation);
        await replica.FollowAsync();
        var administration = new PolicyAdministration(
            replica.Repository,
            replica.Repository.Replicas,
            static sources => PolicyCompilation.Run(sources, new CompilationOptions()),
            () => store.Status.InForce?.Policies,
            new AdministrationOptions { IsFolderAuthor = false, FourEyes = true },
            TimeProvider.System);
        string tokens = Path.Combine(replica.Folder, "tokens");
        await File.WriteAllTextAsync(tokens, $"ann author {TokenOf("ann")}\nbob approver {TokenOf("bob")}\n", Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tokens, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        AdminApi api = await AdminApi.StartAsync(
            new AdminSettings
            {
                Listen = new IPEndPoint(IPAddress.Loopback, 0),
                Credentials = TokenFile.Read(tokens),
                AuditFile = Path.Combine(replica.Folder, "audit.jsonl"),
                RateBurst = 1000,
            },
            administration,
            () => new AdminReadiness(store.Status.IsServing, [.. replica.Repository.Notices]),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            Cancellation);
        return new ServingReplica(replica, follower, administration, api);
    }

    public Task<JsonElement> GetAsync(string path) => CallAsync("bob", HttpMethod.Get, path, null, 200);

    public Task<JsonElement> PostAsync(string caller, string path, object body, int status) => CallAsync(caller, HttpMethod.Post, path, body, status);

    /// <summary>Until both have it.</summary>
    public async Task WaitAsync(string version) => Assert.True((await GetAsync($"/api/v1/wait?version={version}&seconds=30")).GetProperty("isEverywhere").GetBoolean());

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await api.DisposeAsync();
        administration.Dispose();
        await follower.StopAsync(CancellationToken.None);
        follower.Dispose();
    }

    private async Task<JsonElement> CallAsync(string caller, HttpMethod method, string path, object? body, int status)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(caller));
        using HttpResponseMessage response = await client.SendAsync(request, Cancellation);
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == (int)response.StatusCode, $"{method} {path} is answered with {(int)response.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    private static string TokenOf(string name) => $"{name}-0123456789abcdef0123456789abcdef";
}
