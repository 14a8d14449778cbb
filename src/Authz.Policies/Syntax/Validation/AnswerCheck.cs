using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Answers;
using Authz.Policies.Syntax.Answers;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Validation;

/// <summary>
/// What rules make of an answer. INVARIANT: whatever passes here, Envoy takes: a header or query that it would not send
/// makes it answer 500, to callers that are allowed.
/// </summary>
internal static class AnswerCheck
{
    public static void Run(RuleSyntax rule, DiagnosticBag diagnostics)
    {
        if (rule.OnAllow is { } allow)
        {
            if (rule is { HasEffect: true, Effect.Value: Effect.Deny })
            {
                diagnostics.ReportAnswerOfOtherEffect(allow.Span, "onAllow", EffectWords.Of(Effect.Deny));
            }

            CheckAllow(allow, diagnostics);
        }

        if (rule.OnDeny is { } deny)
        {
            if (rule.Effect.Value == Effect.Allow)
            {
                diagnostics.ReportAnswerOfOtherEffect(deny.Span, "onDeny", EffectWords.Of(Effect.Allow));
            }

            CheckDeny(deny, diagnostics);
        }
    }

    private static void CheckAllow(AllowAnswerSyntax answer, DiagnosticBag diagnostics)
    {
        CheckHeaders(answer.Span, answer.Headers, AnswerHeader.FaultOfSet, diagnostics);
        CheckHeaders(answer.Span, answer.ResponseHeaders, AnswerHeader.FaultOfResponse, diagnostics);
        CheckQuery(answer, diagnostics);
        CheckMetadata(answer.Metadata, diagnostics);
    }

    private static void CheckDeny(DenyAnswerSyntax answer, DiagnosticBag diagnostics)
    {
        int status = answer.Status?.Value ?? DenyAnswer.DefaultStatus;
        CheckHeaders(answer.Span, answer.Headers, name => AnswerHeader.FaultOfRefusal(name, status), diagnostics);
        CheckMetadata(answer.Metadata, diagnostics);
        if (answer.ProblemType is { } type && (StringOrUri.FaultOf(type.Value) ?? (type.Value.Contains(':') ? null : "is no URI")) is { } fault)
        {
            diagnostics.ReportInvalidProblemType(type, fault);
        }

        CheckProse(answer.ProblemTitle, "`title`", diagnostics);
        CheckProse(answer.ProblemDetail, "`detail`", diagnostics);
    }

    private static void CheckProse(Located<string>? text, string what, DiagnosticBag diagnostics)
    {
        if (text is { } there && Prose.FaultOf(there.Value) is { } fault)
        {
            diagnostics.ReportInvalidText(there.Span, what, fault);
        }
    }

    private static void CheckHeaders(
        SourceSpan place, HeaderChangesSyntax changes, Func<string, string?> faultOf, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, SourceSpan>(StringComparer.OrdinalIgnoreCase);
        int size = 0;
        foreach (PairSyntax header in changes.Set.Concat(changes.Append))
        {
            if (faultOf(header.Name.Value) is { } fault)
            {
                diagnostics.ReportRefusedHeader(header.Name, fault);
            }

            if (AnswerHeader.FaultOfValue(header.Value.Value) is { } valueFault)
            {
                diagnostics.ReportInvalidHeaderValue(header.Value, header.Name.Value, valueFault);
            }

            size += header.Name.Value.Length + header.Value.Value.Length;
            CheckOnce(header.Name, seen, "header", diagnostics);
        }

        foreach (Located<string> name in changes.Remove)
        {
            if (AnswerHeader.FaultOfRemoved(name.Value) is { } fault)
            {
                diagnostics.ReportRefusedHeader(name, fault);
            }

            CheckOnce(name, seen, "header", diagnostics);
        }

        if (seen.Count > PolicyLimits.AnswerHeadersMax || size > PolicyLimits.AnswerHeaderBytesMax)
        {
            diagnostics.ReportTooManyAnswerHeaders(place);
        }
    }

    private static void CheckQuery(AllowAnswerSyntax answer, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        foreach (PairSyntax parameter in answer.SetQuery)
        {
            if (QueryText.FaultOfName(parameter.Name.Value) is { } fault)
            {
                diagnostics.ReportInvalidQuery(parameter.Name, fault);
            }

            if (QueryText.FaultOfValue(parameter.Value.Value) is { } valueFault)
            {
                diagnostics.ReportInvalidQuery(parameter.Value, valueFault);
            }

            CheckOnce(parameter.Name, seen, "query parameter", diagnostics);
        }

        foreach (Located<string> name in answer.RemoveQuery)
        {
            if (QueryText.FaultOfName(name.Value) is { } fault)
            {
                diagnostics.ReportInvalidQuery(name, fault);
            }

            CheckOnce(name, seen, "query parameter", diagnostics);
        }

        if (seen.Count > PolicyLimits.AnswerHeadersMax)
        {
            diagnostics.ReportTooManyItems(answer.Span, "`query`", seen.Count, PolicyLimits.AnswerHeadersMax);
        }
    }

    private static void CheckMetadata(ImmutableArray<PairSyntax> entries, DiagnosticBag diagnostics)
    {
        foreach (PairSyntax entry in entries)
        {
            if (MetadataKey.FaultOf(entry.Name.Value) is { } fault)
            {
                diagnostics.ReportInvalidMetadataKey(entry.Name, fault);
            }

            if (Prose.FaultOf(entry.Value.Value) is { } valueFault)
            {
                diagnostics.ReportInvalidText(entry.Value.Span, "the value of metadata", valueFault);
            }
        }
    }

    private static void CheckOnce(
        Located<string> name, Dictionary<string, SourceSpan> seen, string what, DiagnosticBag diagnostics)
    {
        if (!seen.TryAdd(name.Value, name.Span))
        {
            diagnostics.ReportChangedTwice(name, what, seen[name.Value]);
        }
    }
}
