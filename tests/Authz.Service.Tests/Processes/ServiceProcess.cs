using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Authz.Service.Settings;
using Authz.Service.Tests.Versions;
using Envoy.Service.Auth.V3;
using Google.Protobuf;

namespace Authz.Service.Tests.Processes;

/// <summary>The program as an operator starts it, with all that it prints; its addresses are those that it says.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const string AdminSays = "the admin API answers on ";
    private const string ListenSays = "Now listening on: ";
    private const string CheckPath = "envoy.service.auth.v3.Authorization/Check";

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly string data;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> awaited = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient client = new();
    private Uri? checks;

    private ServiceProcess(IEnumerable<string> wrapper, string data, IEnumerable<string> settings)
    {
        this.data = data;
        string[] words =
        [
            .. wrapper, "dotnet", typeof(ServiceSettings).Assembly.Location, "--listen", "127.0.0.1:0", "--data", data, "--settle", "100ms",
            "--check-deadline", "10s", "--certificate", "when-present", .. settings,
        ];
        process = new Process
        {
            StartInfo = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Exited += (_, _) => ended.TrySetResult();
    }

    /// <summary>Its data as it sees them: it may have file systems of its own.</summary>
    public string DataFolder => OperatingSystem.IsLinux() ? $"/proc/{process.Id}/root{data}" : data;

    /// <summary>All that it has printed.</summary>
    public string Output => string.Join('\n', lines);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="wrapper">What starts it, if not we ourselves.</param>
    public static async Task<ServiceProcess> StartAsync(string data, IEnumerable<string> settings, params IEnumerable<string> wrapper)
    {
        var service = new ServiceProcess(wrapper, data, settings);
        service.process.Start();
        service.process.BeginOutputReadLine();
        service.process.BeginErrorReadLine();
        try
        {
            await service.SaysAsync("Application started");
            await service.FindAddressesAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until a line says this, which may be one of before.</summary>
    public async Task<string> SaysAsync(string part)
    {
        TaskCompletionSource<string> said = awaited.GetOrAdd(part, static _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (lines.FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal)) is { } earlier)
        {
            return earlier;
        }

        Task first = await Task.WhenAny(said.Task, ended.Task).WaitAsync(patience, Cancellation);
        if (first != said.Task)
        {
            await process.WaitForExitAsync(Cancellation);
        }

        return said.Task.IsCompletedSuccessfully ? await said.Task : throw new ServiceEndedException($"it ended before it said `{part}`:\n{Output}");
    }

    /// <summary>What a nurse gets who reads a record, and from which version: `NUMBER-DIGEST CODE`.</summary>
    public async Task<string> CheckAsync()
    {
        byte[] message = RegistryRequest.Of("nurse").ToByteArray();
        byte[] frame = [0, 0, 0, 0, 0, .. message];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(checks ?? throw new InvalidOperationException(), CheckPath))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.ParseAdd("trailers");
        using HttpResponseMessage response = await client.SendAsync(request, Cancellation);
        CheckResponse answer = CheckResponse.Parser.ParseFrom((await response.Content.ReadAsByteArrayAsync(Cancellation)).AsSpan(5));
        string version = answer.DynamicMetadata?.Fields.TryGetValue("version", out Google.Protobuf.WellKnownTypes.Value? name) == true ? name.StringValue : "none";
        return $"{version} {answer.Status.Code}";
    }

    public Task<(HttpStatusCode Status, string Body)> GetAsync(string path) => AskAsync(HttpMethod.Get, path, null);

    public Task<(HttpStatusCode Status, string Body)> PostAsync(string path, object body) => AskAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body));

    /// <summary>Uploads a set of one file, and says how its version is called in answers.</summary>
    public async Task<string> PublishAsync(string policies)
    {
        (HttpStatusCode status, string body) = await PostAsync("api/v1/versions", new { files = new Dictionary<string, string> { ["set.yaml"] = policies } });
        Assert.True(status is HttpStatusCode.Created or HttpStatusCode.OK, body);
        using var answer = JsonDocument.Parse(body);
        JsonElement version = answer.RootElement.GetProperty("version");
        return $"{version.GetProperty("number").GetInt64()}-{version.GetProperty("digest").GetString()?[..12]}";
    }

    /// <summary>Returns when checks are answered by it.</summary>
    public async Task ActivateAsync(string version)
    {
        string number = version.Split('-')[0];
        (HttpStatusCode status, string body) = await PostAsync("api/v1/activations", new { version = number, reason = "test" });
        Assert.True(status == HttpStatusCode.Created, body);
        (_, body) = await GetAsync($"api/v1/wait?version={number}&seconds=30");
        Assert.Contains("\"isEverywhere\":true", body, StringComparison.Ordinal);
    }

    /// <summary>By SIGKILL: it learns nothing of it.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        client.Dispose();
    }

    private async Task FindAddressesAsync()
    {
        string[] said = [.. lines];
        string? admin = said.FirstOrDefault(static line => line.Contains(AdminSays, StringComparison.Ordinal))?.Split(AdminSays)[1];
        checks = new Uri(said.Where(static line => line.Contains(ListenSays, StringComparison.Ordinal))
            .Select(static line => line.Split(ListenSays)[1]).Single(address => admin != $"{address}/"));
        if (admin is not null)
        {
            string token = (await File.ReadAllLinesAsync(Path.Combine(DataFolder, "admin.tokens"), Cancellation)).Single(static line => !line.StartsWith('#')).Split(' ')[^1];
            client.BaseAddress = new Uri(admin);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        foreach ((string part, TaskCompletionSource<string> said) in awaited)
        {
            if (line.Contains(part, StringComparison.Ordinal))
            {
                said.TrySetResult(line);
            }
        }
    }
}
