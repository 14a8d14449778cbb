using System.Buffers;
using System.Text;
using System.Text.Json;
using Authz.Pdp.Answers;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;

namespace Authz.Pdp.Tests.Answers;

/// <summary>`onAllow` and `onDeny` of the rule that a decision names.</summary>
public sealed class RuleAnswersTests
{
    // Rules by index: p/plain, p/shaped, p/refused, p/challenged, p/plain-refusal.
    private const string Documents = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec:
          identities: [{spiffe: "spiffe://td/web"}]
          services: [{name: api, basePath: /r}]
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: web, service: api}]
          rules:
            - {name: plain, effect: allow, methods: [GET], paths: [/a]}
            - name: shaped
              effect: allow
              methods: [GET]
              paths: [/b]
              onAllow:
                headers: {set: {X-Basis: Act 1}, append: {x-via: us}, remove: [Authorization]}
                query: {set: {tenant: births}, remove: [debug]}
                responseHeaders: {set: {cache-control: no-store}, append: {set-cookie: a=b}}
                metadata: {basis: Act §1}
            - name: refused
              effect: deny
              paths: [/c]
              onDeny:
                status: 451
                headers: {set: {x-help: desk}, append: {link: "<https://x>"}}
                problem: {type: "https://x.gov/problems/c", title: 'Not "yours"', detail: Ask §.}
                metadata: {basis: Act §2}
            - {name: challenged, effect: deny, paths: [/d], onDeny: {status: 401}}
            - {name: plain-refusal, effect: deny, paths: [/e]}
        """;

    private static readonly DecisionTree tree = Compile();
    private static readonly CheckAnswers answers = new(tree, "7", new AnswerSettings());
    private static readonly Caller web = Caller.Proved(0, IdentityProofs.Spiffe);
    private static readonly string id = TestCall.Id.ToString();

    [Fact]
    public void An_allow_changes_the_request_as_its_rule_says()
    {
        OkHttpResponse ok = Write(Allowed(1)).OkResponse;

        Assert.Equal(
            [("x-authz-client", "web", false), ("x-authz-version", "7", false), ("x-authz-decision", id, false), ("x-basis", "Act 1", false), ("x-via", "us", true)],
            ok.Headers.Select(option => (option.Header.Key, option.Header.Value, option.Append == true)));
        Assert.Equal(["authorization"], ok.HeadersToRemove);
        Assert.Equal([("tenant", "births")], ok.QueryParametersToSet.Select(one => (one.Key, one.Value)));
        Assert.Equal(["debug"], ok.QueryParametersToRemove);
        Assert.Equal(
            [
                ("cache-control", "no-store", HeaderValueOption.Types.HeaderAppendAction.OverwriteIfExistsOrAdd),
                ("set-cookie", "a=b", HeaderValueOption.Types.HeaderAppendAction.AppendIfExistsOrAdd),
            ],
            ok.ResponseHeadersToAdd.Select(option => (option.Header.Key, option.Header.Value, option.AppendAction)));
        Assert.All(ok.ResponseHeadersToAdd, option => Assert.Null(option.Append));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Another_rule_changes_nothing(int rule)
    {
        CheckResponse response = Write(Allowed(rule));

        Assert.Equal(3, response.OkResponse.Headers.Count);
        Assert.Empty(response.OkResponse.QueryParametersToSet);
        Assert.Empty(response.OkResponse.ResponseHeadersToAdd);
        Assert.False(response.DynamicMetadata.Fields.ContainsKey("basis"));
    }

    [Fact]
    public void A_refusal_is_what_its_rule_says_and_names_no_rule()
    {
        CheckResponse response = Write(Denied(2));
        DeniedHttpResponse denied = response.DeniedResponse;

        Assert.Equal(7, response.Status.Code);
        Assert.Equal(451, (int)denied.Status.Code);
        Assert.Equal(
            [("content-type", "application/problem+json"), ("x-authz-decision", id), ("x-help", "desk"), ("link", "<https://x>")],
            denied.Headers.Select(option => (option.Header.Key, option.Header.Value)));
        using JsonDocument problem = JsonDocument.Parse(denied.Body);
        Assert.Equal(
            $"type=https://x.gov/problems/c title=Not \"yours\" status=451 detail=Ask §. ticket={id}",
            string.Join(' ', problem.RootElement.EnumerateObject().Select(member => $"{member.Name}={member.Value}")));
        Assert.DoesNotContain("p/refused", denied.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_with_401_carries_the_challenge()
    {
        CheckResponse response = Write(Denied(3));

        Assert.Equal(16, response.Status.Code);
        Assert.Equal(401, (int)response.DeniedResponse.Status.Code);
        Assert.Contains(response.DeniedResponse.Headers, option => option.Header.Key == "www-authenticate");
    }

    [Fact]
    public void Whoever_sent_no_credentials_is_asked_for_them_and_hears_nothing_else()
    {
        CheckResponse response = Write(Denied(2) with { IsUnauthenticated = true }, Caller.Anonymous);

        Assert.Equal(401, (int)response.DeniedResponse.Status.Code);
        Assert.DoesNotContain("yours", response.DeniedResponse.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(response.DeniedResponse.Headers, option => option.Header.Key == "x-help");
        Assert.Equal("Act §2", response.DynamicMetadata.Fields["basis"].StringValue);
    }

    [Fact]
    public void A_denial_for_another_reason_is_not_shaped_even_if_it_names_a_rule()
    {
        CheckResponse response = Write(new Decision { Reason = DecisionReason.NoRule, Rule = 2 });

        Assert.Equal(403, (int)response.DeniedResponse.Status.Code);
        Assert.False(response.DynamicMetadata.Fields.ContainsKey("basis"));
    }

    [Fact]
    public void An_allow_that_names_a_deny_rule_is_not_shaped_by_it()
    {
        CheckResponse response = Write(Allowed(2));

        Assert.Equal(0, response.Status.Code);
        Assert.Null(response.DeniedResponse);
        Assert.False(response.DynamicMetadata.Fields.ContainsKey("basis"));
    }

    [Fact]
    public void The_access_log_gets_the_metadata_of_the_rule_beside_ours()
    {
        Assert.Equal("Act §1", Write(Allowed(1)).DynamicMetadata.Fields["basis"].StringValue);
        Assert.Equal("p/shaped", Write(Allowed(1)).DynamicMetadata.Fields["rule"].StringValue);
        Assert.Equal("p/refused", Write(Denied(2)).DynamicMetadata.Fields["rule"].StringValue);
    }

    [Fact]
    public void No_denial_has_code_0_and_every_allow_has_a_status()
    {
        for (int rule = -1; rule < tree.RuleNames.Length; rule++)
        {
            Assert.NotEqual(0, Write(Denied(rule)).Status.Code);
            Assert.NotNull(Write(Denied(rule)).DeniedResponse);
            Assert.Null(Write(Denied(rule)).OkResponse);
            Assert.Equal([0x0A, 0x02, 0x08, 0x00], WriteBytes(Allowed(rule), web)[..4]);
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var buffer = new ArrayBufferWriter<byte>(65_536);
        foreach (Decision decision in (Decision[])[Allowed(1), Denied(2), Denied(3), Denied(4)])
        {
            Assert.Equal(0, Allocation.Of(() =>
            {
                buffer.ResetWrittenCount();
                answers.Write(in decision, in web, TestCall.Id, buffer);
            }));
        }
    }

    private static Decision Allowed(int rule) =>
        new() { Effect = Effect.Allow, Reason = DecisionReason.AllowedByRule, Rule = rule };

    private static Decision Denied(int rule) => new() { Reason = DecisionReason.DeniedByRule, Rule = rule };

    private static CheckResponse Write(Decision decision) => Write(decision, web);

    private static CheckResponse Write(Decision decision, Caller caller) =>
        CheckResponse.Parser.ParseFrom(WriteBytes(decision, caller));

    private static byte[] WriteBytes(Decision decision, Caller caller)
    {
        var buffer = new ArrayBufferWriter<byte>();
        answers.Write(in decision, in caller, TestCall.Id, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static DecisionTree Compile()
    {
        CompilationResult result = PolicyCompilation.Run(
            SourceSet.Of([new("test.yaml", Encoding.UTF8.GetBytes(Documents))]), new CompilationOptions());
        return result.Tree ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
