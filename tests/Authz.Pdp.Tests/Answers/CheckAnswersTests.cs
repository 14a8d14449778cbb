using System.Buffers;
using System.Collections.Immutable;
using Authz.Pdp.Answers;
using Authz.Policies.Decisions;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;

namespace Authz.Pdp.Tests.Answers;

public sealed class CheckAnswersTests
{
    private static readonly string Id = TestCall.Id.ToString();

    private static readonly Decision Allowed =
        new() { Effect = Effect.Allow, Reason = DecisionReason.AllowedByRule, Rule = 0 };

    private static readonly Caller Web = Caller.Proved(TestTree.Web, IdentityProofs.Spiffe);

    [Fact]
    public void The_sample_tree_is_what_the_tests_take_it_for()
    {
        Assert.Equal(["records", "web"], TestTree.Instance.BlockNames);
        Assert.Equal(TestTree.FirstRule, TestTree.Instance.RuleNames[0]);
    }

    [Fact]
    public void An_allow_says_so_in_its_first_bytes() =>
        Assert.Equal([0x0A, 0x02, 0x08, 0x00], WriteBytes(Allowed, Web, new AnswerSettings())[..4]);

    [Fact]
    public void An_allow_tells_the_provider_who_calls_and_by_which_version()
    {
        OkHttpResponse ok = Write(Allowed, Web).OkResponse;

        Assert.Equal(
            [("x-authz-client", "web"), ("x-authz-version", "7"), ("x-authz-decision", Id)],
            ok.Headers.Select(option => (option.Header.Key, option.Header.Value)));
        Assert.All(ok.Headers, AssertOverwrites);
        Assert.Empty(ok.HeadersToRemove);
    }

    [Theory]
    [InlineData(CallerStatus.Anonymous)]
    [InlineData(CallerStatus.Unknown)]
    public void A_caller_without_a_name_gets_none_and_keeps_none_of_its_own(CallerStatus status)
    {
        OkHttpResponse ok = Write(Allowed, CallerOf(status)).OkResponse;

        Assert.DoesNotContain(ok.Headers, option => option.Header.Key == AnswerHeaders.Client);
        Assert.Contains(AnswerHeaders.Client, ok.HeadersToRemove);
    }

    [Fact]
    public void On_the_way_to_another_security_server_the_client_is_named_as_X_Road_does()
    {
        ForwardedHeaders forwarded = ForwardedHeaders.None with
        {
            Clients = ImmutableDictionary<string, string>.Empty.Add("web", "EE/GOV/a%2C%20b/pop"),
        };
        var settings = new AnswerSettings { Forwarded = forwarded };
        OkHttpResponse inward = Parse(WriteBytes(Allowed, Web, settings)).OkResponse;
        OkHttpResponse outward = Parse(WriteBytes(Allowed, Web with { IsOutbound = true }, settings)).OkResponse;
        OkHttpResponse nameless =
            Parse(WriteBytes(Allowed, Caller.Proved(TestTree.Records, IdentityProofs.Spiffe) with { IsOutbound = true }, settings)).OkResponse;

        Assert.DoesNotContain(inward.Headers, option => option.Header.Key == AnswerHeaders.RoadClient);
        HeaderValueOption client = Assert.Single(outward.Headers, option => option.Header.Key == AnswerHeaders.RoadClient);
        Assert.Equal("EE/GOV/a%2C%20b/pop", client.Header.Value);
        AssertOverwrites(client);
        Assert.DoesNotContain(nameless.Headers, option => option.Header.Key == AnswerHeaders.RoadClient);
    }

    [Fact]
    public void Headers_with_keys_are_removed_from_what_is_forwarded()
    {
        var settings = new AnswerSettings { Forwarded = ForwardedHeaders.None with { Removed = ["x-api-key", "x-second-key"] } };
        foreach (Caller caller in AllCallers())
        {
            OkHttpResponse ok = Parse(WriteBytes(Allowed, caller, settings)).OkResponse;

            Assert.Contains("x-api-key", ok.HeadersToRemove);
            Assert.Contains("x-second-key", ok.HeadersToRemove);
        }
    }

    [Fact]
    public void Every_combination_of_proofs_is_told()
    {
        foreach (int proofs in Enumerable.Range(1, byte.MaxValue))
        {
            var caller = Caller.Proved(TestTree.Web, (IdentityProofs)proofs);

            Assert.Contains(("proof", ((IdentityProofs)proofs).Token()), MetadataOf(Write(Allowed, caller)));
        }

        Assert.Equal("spiffe+client_header+hmac", (IdentityProofs.Spiffe | IdentityProofs.ClientHeader | IdentityProofs.Signature).Token());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Each_header_of_ours_is_either_set_or_removed(bool version, bool decision)
    {
        var settings = new AnswerSettings { VersionHeader = version, DecisionHeader = decision };
        string[] all = [AnswerHeaders.Client, AnswerHeaders.Version, AnswerHeaders.Decision];
        foreach (Caller caller in AllCallers())
        {
            OkHttpResponse ok = Parse(WriteBytes(Allowed, caller, settings)).OkResponse;
            string[] set = [.. ok.Headers.Select(option => option.Header.Key)];

            Assert.Equal(all.Order(), set.Concat(ok.HeadersToRemove).Order());
            Assert.Equal(version, set.Contains(AnswerHeaders.Version));
            Assert.Equal(decision, set.Contains(AnswerHeaders.Decision));
        }
    }

    [Fact]
    public void An_allow_says_for_the_access_log_which_rule_it_was() => Assert.Equal(
        [("decision_id", Id), ("version", "7"), ("rule", TestTree.FirstRule), ("subject", "web"), ("proof", "spiffe")],
        MetadataOf(Write(Allowed, Web)));

    [Fact]
    public void A_rule_in_shadow_mode_that_would_have_matched_is_named_beside_the_one_that_decided() => Assert.Equal(
        [("decision_id", Id), ("version", "7"), ("rule", TestTree.FirstRule), ("shadow_rule", "trial/read"), ("subject", "web"), ("proof", "spiffe")],
        MetadataOf(Write(Allowed with { ShadowRule = TestTree.ShadowRule }, Web)));

    [Fact]
    public void A_denial_says_for_the_access_log_why()
    {
        Assert.Equal(
            [("decision_id", Id), ("version", "7"), ("reason", "denied_by_rule"), ("rule", "reading/write"), ("subject", "web"), ("proof", "spiffe")],
            MetadataOf(Write(new Decision { Reason = DecisionReason.DeniedByRule, Rule = 1 }, Web)));
        Assert.Equal(
            [("decision_id", Id), ("version", "7"), ("reason", "no_rule"), ("expired_rule", "year/read"), ("subject", "web"), ("proof", "spiffe")],
            MetadataOf(Write(new Decision { Reason = DecisionReason.NoRule, ExpiredRule = TestTree.EndingRule }, Web)));
        Assert.Equal(
            [("decision_id", Id), ("version", "7"), ("reason", "credentials_missing"), ("subject", "(anonymous)")],
            MetadataOf(Write(new Decision { Reason = DecisionReason.CredentialsMissing }, Caller.Anonymous)));
    }

    [Fact]
    public void A_decision_that_nobody_made_denies()
    {
        CheckResponse response = Write(default, default);

        Assert.Equal(7, response.Status.Code);
        Assert.Equal(Envoy.Type.V3.StatusCode.Forbidden, response.DeniedResponse.Status.Code);
    }

    [Fact]
    public void Effects_and_reasons_that_nobody_knows_deny()
    {
        Assert.Equal(7, Write(Allowed with { Effect = (Effect)2 }, Web).Status.Code);
        Assert.Equal(7, Write(new Decision { Reason = (DecisionReason)200 }, Web).Status.Code);
    }

    [Fact]
    public void No_outcome_is_without_a_status_and_only_an_allow_has_code_0()
    {
        var answers = new CheckAnswers(TestTree.Instance, "7", new AnswerSettings());
        foreach (Decision decision in AllDecisions())
        {
            foreach (Caller caller in AllCallers())
            {
                CheckResponse response = Parse(WriteBytes(answers, decision, caller));

                Assert.NotNull(response.Status);
                Assert.Equal(decision.Effect == Effect.Allow, response.Status.Code == 0);
                Assert.Equal(decision.Effect == Effect.Allow, response.OkResponse is not null);
                bool isDenied = decision.Effect != Effect.Allow && decision.Reason != DecisionReason.Overloaded;
                Assert.Equal(isDenied, response.DeniedResponse is not null);
                Assert.Equal(decision.Effect != Effect.Allow && !isDenied, response.ErrorResponse is not null);
                Assert.Equal(Id, response.DynamicMetadata.Fields["decision_id"].StringValue);
                if (response.DeniedResponse is { } denied)
                {
                    Assert.Equal(decision.IsUnauthenticated ? 16 : 7, response.Status.Code);
                    Assert.Equal(decision.IsUnauthenticated ? 401 : 403, (int)denied.Status.Code);
                }
            }
        }
    }

    [Fact]
    public void A_rule_or_block_of_another_version_writes_nothing()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var answers = new CheckAnswers(TestTree.Instance, "7", new AnswerSettings());

        Assert.Throws<IndexOutOfRangeException>(() => answers.Write(Allowed with { Rule = TestTree.RuleCount }, Web, TestCall.Id, buffer));
        Assert.Throws<IndexOutOfRangeException>(
            () => answers.Write(Allowed, Caller.Proved(2, IdentityProofs.Spiffe), TestCall.Id, buffer));
        Assert.Equal(0, buffer.WrittenCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7\r\nx: y")]
    [InlineData("sieben é")]
    public void A_version_that_is_no_header_value_is_our_own_mistake(string version) =>
        Assert.Throws<ArgumentException>(() => new CheckAnswers(TestTree.Instance, version, new AnswerSettings()));

    [Fact]
    public void Long_names_take_longer_lengths()
    {
        string version = new('v', 20_000);
        var answers = new CheckAnswers(TestTree.Instance, version, new AnswerSettings());
        var buffer = new ArrayBufferWriter<byte>();

        answers.Write(Allowed, Web, TestCall.Id, buffer);

        CheckResponse response = Parse(buffer.WrittenSpan.ToArray());
        Assert.Equal(version, response.DynamicMetadata.Fields["version"].StringValue);
        Assert.Equal(version, response.OkResponse.Headers[1].Header.Value);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var answers = new CheckAnswers(TestTree.Instance, "7", new AnswerSettings());
        foreach (Decision decision in (Decision[])[Allowed, default, new Decision { Reason = DecisionReason.RouteNotBound }])
        {
            Assert.Equal(0, Allocation.Of(() =>
            {
                buffer.ResetWrittenCount();
                answers.Write(in decision, in Web, TestCall.Id, buffer);
            }));
        }
    }

    private static void AssertOverwrites(HeaderValueOption option)
    {
        Assert.Equal(false, option.Append);
        Assert.True(option.Header.RawValue.IsEmpty);
    }

    private static IEnumerable<Decision> AllDecisions() =>
        from effect in Enum.GetValues<Effect>()
        from reason in Enum.GetValues<DecisionReason>()
        from isUnauthenticated in (bool[])[false, true]
        from rule in (int[])[-1, 0, 1]
        select new Decision { Effect = effect, Reason = reason, IsUnauthenticated = isUnauthenticated, Rule = rule };

    private static IEnumerable<Caller> AllCallers() =>
        Enum.GetValues<CallerStatus>().Select(CallerOf).Append(default).Append(Web);

    private static Caller CallerOf(CallerStatus status) => status switch
    {
        CallerStatus.Rejected => Caller.Rejected(DecisionReason.BadCertificate),
        CallerStatus.Anonymous => Caller.Anonymous,
        CallerStatus.Unknown => Caller.Unknown,
        CallerStatus.Proved => Caller.Proved(TestTree.Records, IdentityProofs.CertificateDns),
    };

    private static IEnumerable<(string Key, string Value)> MetadataOf(CheckResponse response) =>
        response.DynamicMetadata.Fields.Select(field => (field.Key, field.Value.StringValue));

    private static CheckResponse Write(Decision decision, Caller caller) =>
        Parse(WriteBytes(decision, caller, new AnswerSettings()));

    private static byte[] WriteBytes(Decision decision, Caller caller, AnswerSettings settings) =>
        WriteBytes(new CheckAnswers(TestTree.Instance, "7", settings), decision, caller);

    private static byte[] WriteBytes(CheckAnswers answers, Decision decision, Caller caller)
    {
        var buffer = new ArrayBufferWriter<byte>();
        answers.Write(in decision, in caller, TestCall.Id, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static CheckResponse Parse(byte[] bytes) => CheckResponse.Parser.ParseFrom(bytes);
}
