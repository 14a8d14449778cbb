using System.Net;
using System.Text.Json;
using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Answers;

/// <summary>Whatever a rule makes of an answer, Envoy does it, and never answers 500.</summary>
public sealed class AnswerTests(AnswerDeployment deployment) : IClassFixture<AnswerDeployment>
{
    public static TheoryData<int> Rules => [.. Enumerable.Range(0, RandomAnswers.Count)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task An_allowed_request_reaches_its_service_as_the_rule_says(int rule)
    {
        EnvoyBinary.SkipWithout();
        AnswerChanges changes = deployment.Answers.Allows[rule];
        string call = Guid.NewGuid().ToString();
        string appended = changes.Append.Keys.First();

        using HttpResponseMessage answer = await SendAsync(
            $"/a{rule}?debug=1&kept=2",
            (Applications.CallHeader, call),
            ("authorization", "Basic x"),
            ("cookie", "a=b"),
            (changes.Set.Keys.First(), "the client's"),
            (appended, "the client's"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        ReceivedRequest received = Assert.Single(deployment.Running.Applications.Received(call));
        Assert.All(changes.Set, header => Assert.Equal(header.Value, received.Headers[header.Key]));
        // What the client did not send, Envoy has nothing to append to.
        Assert.All(changes.Append.Skip(1), header => Assert.DoesNotContain(header.Key, received.Headers.Keys));
        Assert.Equal($"the client's,{changes.Append[appended]}", received.Headers[appended]);
        Assert.All(changes.Remove, name => Assert.DoesNotContain(name, received.Headers.Keys));
        string[] query = received.Target.Split('?', 2)[1].Split('&');
        Assert.All(changes.Query, parameter => Assert.Contains($"{parameter.Key}={parameter.Value}", query));
        Assert.Contains("kept=2", query);
        Assert.DoesNotContain("debug=1", query);
        AssertHas(changes.Response, answer);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_refused_caller_is_told_what_the_rule_says(int rule)
    {
        EnvoyBinary.SkipWithout();
        AnswerChanges changes = deployment.Answers.Denials[rule];

        using HttpResponseMessage answer = await SendAsync($"/d{rule}");

        Assert.Equal(changes.Status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
        AssertHas(changes.Response, answer);
        using JsonDocument problem = JsonDocument.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(changes.Title, problem.RootElement.GetProperty("title").GetString());
        Assert.Equal(changes.Status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.DoesNotContain($"answers/d{rule}", problem.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    private static void AssertHas(Dictionary<string, string> headers, HttpResponseMessage answer) => Assert.All(
        headers,
        header => Assert.Equal([header.Value], answer.Headers.NonValidated[header.Key]));

    private async Task<HttpResponseMessage> SendAsync(string target, params (string Name, string Value)[] headers)
    {
        using HttpClient client = Caller.Client(
            deployment.Running.Listener("gateway"),
            deployment.Running.Blocks.Local($"spiffe://{Blocks.TrustDomain}/ns/a/sa/web"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://api{target}"));
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
