using System.Buffers;
using System.Text.Json;
using Authz.Pdp.Answers;
using Authz.Policies.Decisions;
using Envoy.Service.Auth.V3;

namespace Authz.Pdp.Tests.Answers;

/// <summary>What a refused caller gets to see.</summary>
public sealed class DenialTests
{
    private static readonly CheckAnswers Answers = new(TestTree.Instance, "7", new AnswerSettings());

    public static TheoryData<DecisionReason> Reasons => [.. Enum.GetValues<DecisionReason>().Where(reason => reason != DecisionReason.Overloaded)];

    [Theory]
    [InlineData(false, 403, "Forbidden")]
    [InlineData(true, 401, "Unauthorized")]
    public void A_denial_is_a_problem_document_with_a_ticket(bool isUnauthenticated, int status, string title)
    {
        DeniedHttpResponse denied =
            Deny(new Decision { Reason = DecisionReason.NoRule, IsUnauthenticated = isUnauthenticated });

        Assert.Equal(
            $$"""{"type":"about:blank","title":"{{title}}","status":{{status}},"ticket":"{{TestCall.Id}}"}""", denied.Body);
        Assert.Equal("application/problem+json", HeaderOf(denied, "content-type"));
        Assert.Equal(TestCall.Id.ToString(), HeaderOf(denied, "x-authz-decision"));
        Assert.Equal(isUnauthenticated ? "Certificate realm=\"authz\"" : null, HeaderOf(denied, "www-authenticate"));
    }

    [Theory]
    [InlineData(DecisionReason.BadToken, "Bearer realm=\"authz\", error=\"invalid_token\"")]
    [InlineData(DecisionReason.UnknownToken, "Bearer realm=\"authz\", error=\"invalid_token\"")]
    [InlineData(DecisionReason.CredentialsMissing, "Certificate realm=\"authz\"")]
    [InlineData(DecisionReason.BadApiKey, "Certificate realm=\"authz\"")]
    public void A_token_that_is_not_taken_is_challenged_as_such(DecisionReason reason, string challenge) => Assert.Equal(
        challenge, HeaderOf(Deny(new Decision { Reason = reason, IsUnauthenticated = true }), "www-authenticate"));

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Only_faults_of_the_deployment_say_what_they_are(DecisionReason reason)
    {
        bool isDeploymentFault = reason is DecisionReason.RouteNotBound or DecisionReason.CertificateNotSent;
        foreach (bool isUnauthenticated in (bool[])[false, true])
        {
            DeniedHttpResponse denied =
                Deny(new Decision { Reason = reason, IsUnauthenticated = isUnauthenticated, Rule = 1 });
            using JsonDocument problem = JsonDocument.Parse(denied.Body);

            Assert.Equal(
                isDeploymentFault ? $"urn:authz:{reason.Token()}" : "about:blank",
                problem.RootElement.GetProperty("type").GetString());
            Assert.Equal(isUnauthenticated ? 401 : 403, problem.RootElement.GetProperty("status").GetInt32());
            Assert.Equal(TestCall.Id.ToString(), problem.RootElement.GetProperty("ticket").GetString());
            Assert.Equal(isDeploymentFault, problem.RootElement.TryGetProperty("detail", out _));
            Assert.DoesNotContain("reading", denied.ToString(), StringComparison.Ordinal);
            Assert.Equal(isDeploymentFault, denied.ToString().Contains(reason.Token(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_route_that_is_not_bound_is_told_what_to_add()
    {
        string detail = DetailOf(DecisionReason.RouteNotBound);

        Assert.EndsWith(
            """
            typed_per_filter_config:
              envoy.filters.http.ext_authz:
                "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
                check_settings:
                  context_extensions: {authz.service: BLOCK/SERVICE}

            """,
            detail);
    }

    [Fact]
    public void A_certificate_that_is_not_sent_is_told_what_to_add() => Assert.EndsWith(
        "\ninclude_peer_certificate: true\n", DetailOf(DecisionReason.CertificateNotSent));

    [Fact]
    public void The_decision_header_can_be_switched_off_and_the_ticket_stays()
    {
        var settings = new AnswerSettings { DecisionHeader = false, Challenge = "Bearer realm=\"x\"" };
        DeniedHttpResponse denied = Deny(
            new CheckAnswers(TestTree.Instance, "7", settings), new Decision { IsUnauthenticated = true });

        Assert.Null(HeaderOf(denied, "x-authz-decision"));
        Assert.Equal("Bearer realm=\"x\"", HeaderOf(denied, "www-authenticate"));
        Assert.Contains(TestCall.Id.ToString(), denied.Body, StringComparison.Ordinal);
    }

    private static string DetailOf(DecisionReason reason)
    {
        using JsonDocument problem = JsonDocument.Parse(Deny(new Decision { Reason = reason }).Body);
        return problem.RootElement.GetProperty("detail").GetString() ?? "";
    }

    private static string? HeaderOf(DeniedHttpResponse denied, string name) =>
        denied.Headers.SingleOrDefault(option => option.Header.Key == name)?.Header.Value;

    private static DeniedHttpResponse Deny(Decision decision) => Deny(Answers, decision);

    private static DeniedHttpResponse Deny(CheckAnswers answers, Decision decision)
    {
        var buffer = new ArrayBufferWriter<byte>();
        answers.Write(decision, Caller.Anonymous, TestCall.Id, buffer);
        return CheckResponse.Parser.ParseFrom(buffer.WrittenSpan).DeniedResponse;
    }
}
