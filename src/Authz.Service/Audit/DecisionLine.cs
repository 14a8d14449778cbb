using System.Text;
using Authz.Pdp.Answers;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Service.Audit;

/// <summary>A decision as one line of JSON. What its members mean is written in docs/operations.md.</summary>
internal static class DecisionLine
{
    private static readonly byte[][] Reasons = [.. Enum.GetValues<DecisionReason>().Select(static one => Encoding.ASCII.GetBytes(one.Token()))];
    private static readonly byte[][] Failures =
        [.. Enum.GetValues<CheckFailure>().Select(static one => Encoding.ASCII.GetBytes(ErrorAnswers.TokenOf(one)))];

    public static void Write(LineBuffer line, in DecisionRecord record)
    {
        line.Append("{\"kind\":\"decision\",\"time\":\""u8);
        line.AppendTime(record.UtcTicks);
        line.Append("\",\"id\":\""u8);
        line.AppendHex(record.Id.High);
        line.AppendHex(record.Id.Low);
        line.Append("\""u8);
        if (record.Names is { } names)
        {
            line.Append(names.Version);
            WriteCaller(line, in record, names);
            WriteTarget(line, in record, names);
            WriteVerdict(line, in record);
            WriteRevocation(line, in record);
            WriteRules(line, in record, names);
        }
        else
        {
            WriteVerdict(line, in record);
        }

        line.Append(",\"latency_ns\":"u8);
        line.AppendNumber(Math.Max(0, record.LatencyTicks) * TimeSpan.NanosecondsPerTick);
        line.Append("}\n"u8);
    }

    private static void WriteCaller(LineBuffer line, in DecisionRecord record, DecisionNames names)
    {
        if (record.CallerStatus == CallerStatus.Proved)
        {
            line.Append(",\"caller\":\""u8);
            line.AppendText(names.Blocks[record.Block]);
            line.Append("\",\"proof\":\""u8);
            line.AppendText(IdentityProofTokens.All[(int)record.Proofs]);
            line.Append("\""u8);
        }

        line.Append(record.CallerStatus switch
        {
            CallerStatus.Rejected => ",\"caller_status\":\"rejected\""u8,
            CallerStatus.Anonymous => ",\"caller_status\":\"anonymous\""u8,
            CallerStatus.Unknown => ",\"caller_status\":\"unknown\""u8,
            CallerStatus.Proved => ",\"caller_status\":\"proved\""u8,
        });
    }

    private static void WriteTarget(LineBuffer line, in DecisionRecord record, DecisionNames names)
    {
        int service = record.Decision.Service;
        if (service >= 0)
        {
            WriteName(line, ",\"service\":\""u8, names.Services[service]);
        }

        ReadOnlySpan<byte> method = record.Trace.Method.AsSpan();
        if (!method.IsEmpty)
        {
            line.Append(",\"method\":\""u8);
            line.AppendBytes(method);
            line.Append(record.Trace.Method.IsCut ? "\",\"method_cut\":true"u8 : "\""u8);
        }

        int operation = record.Decision.Operation;
        if (service >= 0 && operation >= 0)
        {
            WriteName(line, ",\"operation\":\""u8, names.Operations[service][operation]);
            line.Append(",\"path\":\""u8);
            line.AppendText(names.BasePathOf(service));
            line.AppendText(names.PathOf(service, operation));
            line.Append("\""u8);
        }
    }

    private static void WriteVerdict(LineBuffer line, in DecisionRecord record)
    {
        bool isError = record.Failure is not null || record.Decision.Reason == DecisionReason.Overloaded;
        line.Append(isError ? ",\"verdict\":\"error\",\"reason\":\""u8
            : record.Decision.IsAllowed ? ",\"verdict\":\"allow\",\"reason\":\""u8
            : ",\"verdict\":\"deny\",\"reason\":\""u8);
        line.Append(record.Failure is { } failure ? Failures[(int)failure] : Reasons[(int)record.Decision.Reason]);
        line.Append("\""u8);
    }

    private static void WriteRevocation(LineBuffer line, in DecisionRecord record)
    {
        if (record.Trace.Revocation != 0)
        {
            line.Append(",\"revocation\":"u8);
            line.AppendNumber(record.Trace.Revocation);
        }
    }

    private static void WriteRules(LineBuffer line, in DecisionRecord record, DecisionNames names)
    {
        WriteRule(line, ",\"rule\":\""u8, record.Decision.Rule, names);
        WriteRule(line, ",\"shadow_rule\":\""u8, record.Decision.ShadowRule, names);
        WriteRule(line, ",\"expired_rule\":\""u8, record.Decision.ExpiredRule, names);
        ConditionTrail conditions = record.Trace.Conditions;
        for (int i = 0; i < conditions.Length; i++)
        {
            WriteName(line, i == 0 ? ",\"conditions\":[{\"rule\":\""u8 : "},{\"rule\":\""u8, names.Rules[conditions[i].Rule]);
            line.Append(conditions[i].Outcome switch
            {
                Ternary.Unknown => ",\"outcome\":\"unknown\""u8,
                Ternary.False => ",\"outcome\":\"false\""u8,
                Ternary.True => ",\"outcome\":\"true\""u8,
            });
        }

        line.Append(conditions.Length == 0 ? ""u8 : "}]"u8);
        if (conditions.Missed > 0)
        {
            line.Append(",\"conditions_more\":"u8);
            line.AppendNumber(conditions.Missed);
        }
    }

    private static void WriteRule(LineBuffer line, ReadOnlySpan<byte> member, int rule, DecisionNames names)
    {
        if (rule >= 0)
        {
            WriteName(line, member, names.Rules[rule]);
        }
    }

    private static void WriteName(LineBuffer line, ReadOnlySpan<byte> member, string name)
    {
        line.Append(member);
        line.AppendText(name);
        line.Append("\""u8);
    }
}
