using System.Text.Json;
using System.Text.RegularExpressions;
using Authz.Grpc.Client;
using Authz.Service.Rpc;
using Authz.Service.Tests.Rpc;
using Envoy.Service.Auth.V3;
using Google.Protobuf;

namespace Authz.Service.Tests.Audit;

/// <summary>The whole service with a decision log.</summary>
public sealed partial class DecisionLogServiceTests : IDisposable
{
    private const int DeadlineMs = 120_000;
    private const string Query = "secret-query";
    private const string Token = "secret-token";

    private static readonly TimeSpan callDeadline = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-log-");

    public DecisionLogServiceTests()
    {
        Directory.CreateDirectory(PolicyFolder);
        File.WriteAllText(Path.Combine(PolicyFolder, "set.yaml"), AuditPolicies.Registry);
    }

    private string PolicyFolder => Path.Combine(folder.FullName, "policies");

    private string LogPath => Path.Combine(folder.FullName, "decisions.log");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact(Timeout = DeadlineMs)]
    public async Task Each_answer_of_many_has_its_line_when_the_service_has_ended()
    {
        const int Clients = 4;
        const int Each = 250;
        await using RpcHost host = await RpcHost.StartServiceAsync(
            PolicyFolder, "--decision-log", LogPath, "--certificate", "when-present", "--check-deadline", "1m");
        await WaitUntilServingAsync(host);
        CheckRequest[] kinds = [Request("nurse"), Request("guest"), Request("cook"), new CheckRequest()];
        string[][] ids = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAsync(host, kinds[client], Each))));
        await host.StopAsync();

        JsonElement[] lines = AuditRecords.ReadFile(LogPath);
        Dictionary<string, JsonElement> byId = lines.Where(static line => AuditRecords.Kind(line) == "decision")
            .ToDictionary(static line => AuditRecords.Text(line, "id"));
        Assert.All(ids.SelectMany(static one => one), id => Assert.True(byId.ContainsKey(id)));
        Assert.Equal(Clients * Each, ids.SelectMany(static one => one).Distinct().Count());
        string[] verdicts = ["allow reading/nurses", "deny reading/guests", "deny no_rule"];
        for (int client = 0; client < 3; client++)
        {
            Assert.All(ids[client], id => Assert.Equal(verdicts[client], VerdictOf(byId[id])));
        }

        Assert.Equal(("start", "stop"), (AuditRecords.Kind(lines[0]), AuditRecords.Kind(lines[^1])));
        Assert.Equal(0, lines[^1].GetProperty("lost").GetInt64());
        string text = File.ReadAllText(LogPath);
        Assert.DoesNotContain(Query, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, text, StringComparison.Ordinal);
        Assert.DoesNotContain("records/7", text, StringComparison.Ordinal);
    }

    /// <summary>But for the id, which is another one each time.</summary>
    [Fact(Timeout = DeadlineMs)]
    public async Task An_answer_is_the_same_with_the_log_and_without()
    {
        await using RpcHost without = await RpcHost.StartServiceAsync(PolicyFolder, "--certificate", "when-present");
        await using RpcHost with = await RpcHost.StartServiceAsync(
            PolicyFolder, "--decision-log", LogPath, "--certificate", "when-present");
        await WaitUntilServingAsync(without);
        await WaitUntilServingAsync(with);
        foreach (CheckRequest request in (CheckRequest[])[Request("nurse"), Request("guest"), Request("cook"), new CheckRequest()])
        {
            Assert.Equal(WithoutId(await AnswerAsync(without, request)), WithoutId(await AnswerAsync(with, request)));
        }
    }

    private static CheckRequest Request(string role)
    {
        var request = new CheckRequest { Attributes = new AttributeContext() };
        request.Attributes.Source = new AttributeContext.Types.Peer { Principal = "spiffe://td/registry" };
        request.Attributes.Request = new AttributeContext.Types.Request
        {
            Http = new AttributeContext.Types.HttpRequest
            {
                Method = "GET",
                Path = $"/v1/records/7?q={Query}",
                Host = "registry.test",
                Headers = { ["x-role"] = role, ["authorization"] = $"Basic {Token}" },
            },
        };
        request.Attributes.ContextExtensions.Add("authz.service", "registry/records");
        return request;
    }

    private static string VerdictOf(JsonElement line) => line.TryGetProperty("rule", out JsonElement rule)
        ? $"{AuditRecords.Text(line, "verdict")} {rule.GetString()}"
        : $"{AuditRecords.Text(line, "verdict")} {AuditRecords.Text(line, "reason")}";

    private static async Task<string[]> AskAsync(RpcHost host, CheckRequest request, int count)
    {
        string[] ids = new string[count];
        for (int i = 0; i < count; i++)
        {
            string answer = (await AnswerAsync(host, request)).ToString();
            ids[i] = Ids().Match(answer).Value;
            Assert.NotEmpty(ids[i]);
        }

        return ids;
    }

    private static async Task<CheckResponse> AnswerAsync(RpcHost host, CheckRequest request)
    {
        GrpcReply reply = await host.Client.UnaryAsync(
            CheckEndpoint.Method, request.ToByteArray(), callDeadline, cancellationToken: TestContext.Current.CancellationToken);
        return CheckResponse.Parser.ParseFrom(reply.Message.Span);
    }

    private static string WithoutId(CheckResponse response) => Ids().Replace(response.ToString(), "");

    private static async Task WaitUntilServingAsync(RpcHost host)
    {
        while ((await AnswerAsync(host, new CheckRequest())).Status.Code == 14)
        {
            await Task.Yield();
        }
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Ids();
}
