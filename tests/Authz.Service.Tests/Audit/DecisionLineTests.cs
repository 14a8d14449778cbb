using System.Text;
using System.Text.Json;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Conditions;
using Authz.Service.Audit;

namespace Authz.Service.Tests.Audit;

public sealed class DecisionLineTests
{
    private const int Seed = 20261128;

    private static readonly DecisionNames names = AuditPolicies.Names(AuditPolicies.Registry);

    [Fact]
    public void An_allow_tells_who_what_by_which_rule_and_on_what()
    {
        ConditionTrail conditions = default;
        conditions.Note(0, Ternary.False);
        conditions.Note(1, Ternary.True);
        DecisionRecord record = AuditRecords.Of(
            names, new Decision { Effect = Effect.Allow, Reason = DecisionReason.AllowedByRule, Rule = 1, Service = 0, Operation = 0, ShadowRule = 0 }) with
        {
            CallerStatus = CallerStatus.Proved,
            Proofs = IdentityProofs.Spiffe | IdentityProofs.Token,
            Trace = new DecisionTrace { Method = MethodToken.Of("GET"u8), Conditions = conditions },
        };

        string version = Encoding.ASCII.GetString(names.Version);
        Assert.Matches("^,\"version\":1,\"digest\":\"[0-9a-f]{64}\"$", version);
        Assert.Equal(
            "{\"kind\":\"decision\",\"time\":\"2026-11-28T10:00:00.0000000Z\",\"id\":\"00000000000000010000000000000002\"" + version
            + ",\"caller\":\"registry\",\"proof\":\"spiffe+jwt\",\"caller_status\":\"proved\""
            + ",\"service\":\"registry/records\",\"method\":\"GET\",\"operation\":\"read\",\"path\":\"/v1/records/{id}\""
            + ",\"verdict\":\"allow\",\"reason\":\"allowed\",\"rule\":\"reading/nurses\",\"shadow_rule\":\"reading/guests\""
            + ",\"conditions\":[{\"rule\":\"reading/guests\",\"outcome\":\"false\"},{\"rule\":\"reading/nurses\",\"outcome\":\"true\"}]"
            + ",\"latency_ns\":12300}\n",
            LineOf(in record));
    }

    [Fact]
    public void A_decision_that_no_version_made_is_an_error_with_its_word()
    {
        foreach (CheckFailure failure in Enum.GetValues<CheckFailure>())
        {
            JsonElement line = Parsed(AuditRecords.Of(null, default) with { Failure = failure });

            Assert.Equal("error", AuditRecords.Text(line, "verdict"));
            Assert.Equal(ErrorAnswers.TokenOf(failure), AuditRecords.Text(line, "reason"));
            Assert.False(line.TryGetProperty("version", out _));
        }
    }

    [Fact]
    public void The_verdict_is_what_the_answer_was()
    {
        foreach (DecisionReason reason in Enum.GetValues<DecisionReason>())
        {
            JsonElement line = Parsed(AuditRecords.Of(names, new Decision { Reason = reason }));

            // No effect, no allow; and whom nobody has looked at was told of an error.
            Assert.Equal(reason == DecisionReason.Overloaded ? "error" : "deny", AuditRecords.Text(line, "verdict"));
            Assert.Equal(reason.Token(), AuditRecords.Text(line, "reason"));
        }

        var allowed = new Decision { Effect = Effect.Allow, Reason = DecisionReason.AllowedByRule, Rule = 1, Service = 0 };
        Assert.Equal("allow", AuditRecords.Text(Parsed(AuditRecords.Of(names, allowed)), "verdict"));
        Assert.Equal(
            "error", AuditRecords.Text(Parsed(AuditRecords.Of(names, allowed) with { Failure = CheckFailure.DeadlineExceeded }), "verdict"));
    }

    [Fact]
    public void A_clock_that_was_put_back_gives_no_negative_latency() =>
        Assert.Equal(0, Parsed(AuditRecords.Of(names, default) with { LatencyTicks = -5 }).GetProperty("latency_ns").GetInt64());

    [Theory]
    [InlineData(MethodToken.LengthMax, false)]
    [InlineData(MethodToken.LengthMax + 1, true)]
    public void A_method_is_cut_at_its_length(int length, bool isCut)
    {
        var trace = new DecisionTrace { Method = MethodToken.Of(Encoding.ASCII.GetBytes(new string('M', length))) };
        JsonElement line = Parsed(AuditRecords.Of(names, default) with { Trace = trace });

        Assert.Equal(new string('M', MethodToken.LengthMax), AuditRecords.Text(line, "method"));
        Assert.Equal(isCut, line.TryGetProperty("method_cut", out _));
    }

    [Fact]
    public void Conditions_beyond_the_trail_are_counted()
    {
        string rules = string.Concat(Enumerable.Range(0, 10).Select(
            static number => $"\n    - {{name: r{number}, effect: deny, operations: [read], when: [header: {{name: x-role, equals: guest}}]}}"));
        DecisionNames many = AuditPolicies.Names(AuditPolicies.Registry + rules);
        ConditionTrail conditions = default;
        for (int rule = 0; rule < many.Rules.Length; rule++)
        {
            conditions.Note(rule, Ternary.Unknown);
        }

        JsonElement line = Parsed(AuditRecords.Of(many, default) with { Trace = new DecisionTrace { Conditions = conditions } });

        JsonElement[] told = [.. line.GetProperty("conditions").EnumerateArray()];
        Assert.Equal(many.Rules.Take(ConditionTrail.LengthMax), told.Select(static one => AuditRecords.Text(one, "rule")));
        Assert.All(told, static one => Assert.Equal("unknown", AuditRecords.Text(one, "outcome")));
        Assert.Equal(many.Rules.Length - ConditionTrail.LengthMax, line.GetProperty("conditions_more").GetInt32());
    }

    /// <summary>Whatever is sent as a method, and whatever stands in the policies' names: one line, one object.</summary>
    [Fact]
    public void One_record_is_one_line_and_one_object()
    {
        var random = new Random(Seed);
        byte[] method = new byte[24];
        for (int i = 0; i < 10_000; i++)
        {
            random.NextBytes(method);
            if (i % 2 == 0)
            {
                "\"}\n{\"kind\":\"stop\"}\r\n"u8.CopyTo(method);
            }

            var decision = new Decision
            {
                Effect = (Effect)random.Next(2),
                Reason = (DecisionReason)random.Next(Enum.GetValues<DecisionReason>().Length),
                Rule = random.Next(-1, 2),
                ShadowRule = random.Next(-1, 2),
                ExpiredRule = random.Next(-1, 2),
                Service = random.Next(-1, 1),
                Operation = random.Next(-1, 2),
            };
            DecisionRecord record = AuditRecords.Of(random.Next(8) == 0 ? null : names, decision) with
            {
                CallerStatus = (CallerStatus)random.Next(4),
                Proofs = (IdentityProofs)random.Next(256),
                Id = new DecisionId((ulong)random.NextInt64(), (ulong)random.NextInt64()),
                Failure = random.Next(4) == 0 ? (CheckFailure)random.Next(4) : null,
                Trace = new DecisionTrace { Method = MethodToken.Of(method.AsSpan(0, random.Next(method.Length))) },
            };

            string line = LineOf(in record);
            Assert.Equal(1, line.Count(static c => c == '\n'));
            JsonElement parsed = JsonDocument.Parse(line).RootElement;
            Assert.Equal("decision", AuditRecords.Kind(parsed));
            Assert.Equal(record.Id.ToString(), AuditRecords.Text(parsed, "id"));
            Assert.Equal(parsed.EnumerateObject().Count(), parsed.EnumerateObject().Select(static member => member.Name).Distinct().Count());
        }
    }

    private static JsonElement Parsed(DecisionRecord record) => JsonDocument.Parse(LineOf(in record)).RootElement;

    private static string LineOf(in DecisionRecord record)
    {
        var line = new LineBuffer(64);
        DecisionLine.Write(line, in record);
        return Encoding.ASCII.GetString(line.Written);
    }
}
