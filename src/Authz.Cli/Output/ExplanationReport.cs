using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Cli.Reading;
using Authz.Policies.Analysis;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Answers;

namespace Authz.Cli.Output;

/// <summary>A verdict, the rule behind it, and the rules that came near.</summary>
internal static class ExplanationReport
{
    /// <summary>What fits on a screen; `--all` prints the rest.</summary>
    public const int RulesMax = 5;

    public static void Print(Printer printer, PolicyFolder folder, Explanation explanation, bool printsAll)
    {
        int count = printsAll ? explanation.Rules.Length : Math.Min(explanation.Rules.Length, RulesMax);
        ImmutableArray<RuleFinding> rules = explanation.Rules[..count];
        printer.Print(
            (output, paint) => WriteText(output, paint, folder, explanation, rules),
            () => ToJson(folder, explanation, rules));
    }

    private static void WriteText(
        TextWriter output, Paint paint, PolicyFolder folder, Explanation explanation, ImmutableArray<RuleFinding> rules)
    {
        AccessQuestion question = explanation.Question;
        Verdict verdict = explanation.Verdict;
        string word = verdict.IsAllowed ? paint.Good("ALLOW") : paint.Bad("DENY");
        string what = question.To.IsTcp ? $"connection to {question.Sni}" : $"{question.Method} {question.Host}{question.Target}";
        string request = $"{CallerOf(question)} -> {question.To.QualifiedName}: {what}";
        output.WriteLine($"{word}  {Printable.Of(request)}");
        output.WriteLine($"   because    {verdict.Reason.Describe()} ({verdict.Reason.Token()})");
        WriteDetail(output, "token of", IssuerOf(folder, question));
        WriteDetail(output, "rule", verdict.Rule);
        WriteDetail(output, "operation", verdict.Operation);
        WriteDetail(output, "changes", AnswerOf(explanation) is { } answer ? Printable.Of(AllowAnswerText.Of(answer)) : null);
        WriteDetail(output, "in shadow", verdict.ShadowRule);
        WriteDetail(output, "expired", verdict.ExpiredRule);
        WriteDetail(output, "at", $"{question.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ssK}");
        WriteRules(output, paint, folder, explanation, rules);
    }

    private static void WriteDetail(TextWriter output, string name, string? value)
    {
        if (value is not null)
        {
            output.WriteLine($"   {name,-10} {value}");
        }
    }

    private static void WriteRules(
        TextWriter output, Paint paint, PolicyFolder folder, Explanation explanation, ImmutableArray<RuleFinding> rules)
    {
        if (rules.IsEmpty)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(paint.Strong("Rules that speak of this caller or this service, the nearest first:"));
        foreach (RuleFinding finding in rules)
        {
            WriteRule(output, paint, folder, finding);
        }

        int left = explanation.Rules.Length - rules.Length;
        if (left > 0)
        {
            output.WriteLine(paint.Faint($"   and {left} more (--all)"));
        }
    }

    private static void WriteRule(TextWriter output, Paint paint, PolicyFolder folder, RuleFinding finding)
    {
        string effect = VerdictText.WordOf(finding.Rule.Effect);
        string outcome = finding.Matched ? paint.Strong("matches") : paint.Faint("does not match");
        string basis = finding.Policy.LegalBasis is { } text ? paint.Faint($"  [{Printable.Of(text)}]") : "";
        output.WriteLine($"   {effect,-5} {paint.Strong(finding.Rule.QualifiedName)} {outcome}{basis}");
        output.WriteLine($"         {paint.Faint(Place.Of(folder.Directory, finding.Rule.Span))}");
        foreach (RuleMiss miss in finding.Misses)
        {
            output.WriteLine($"         - {WordOf(miss.Aspect)}: {Printable.Of(miss.Detail)}");
        }
    }

    private static JsonObject ToJson(PolicyFolder folder, Explanation explanation, ImmutableArray<RuleFinding> rules)
    {
        AccessQuestion question = explanation.Question;
        JsonObject json = VerdictText.ToJson(explanation.Verdict);
        json["because"] = explanation.Verdict.Reason.Describe();
        json["onAllow"] = AnswerOf(explanation) is { } answer ? AllowAnswerText.ToJson(answer) : null;
        json["request"] = question.To.IsTcp ? ConnectionOf(question) : RequestOf(folder, explanation);
        json["rules"] = new JsonArray([.. rules.Select(finding => ToJson(folder, finding))]);
        json["rulesLeftOut"] = explanation.Rules.Length - rules.Length;
        return json;
    }

    /// <summary>What the rule that allows asks for; of several that match, only the one that is named is heard.</summary>
    private static AllowAnswer? AnswerOf(Explanation explanation) => explanation.Verdict.IsAllowed
        ? explanation.Rules.FirstOrDefault(finding => finding.Rule.QualifiedName == explanation.Verdict.Rule)?.Rule.OnAllow
        : null;

    private static JsonObject RequestOf(PolicyFolder folder, Explanation explanation) => new()
    {
        ["from"] = explanation.Question.From?.Name,
        ["tokenIssuer"] = IssuerOf(folder, explanation.Question),
        ["to"] = explanation.Question.To.QualifiedName,
        ["method"] = explanation.Question.Method,
        ["host"] = explanation.Question.Host,
        ["rawPath"] = explanation.Question.Target,
        ["path"] = explanation.Path,
        ["time"] = $"{explanation.Question.Time.UtcDateTime:O}",
    };

    private static JsonObject ConnectionOf(AccessQuestion question) => new()
    {
        ["from"] = question.From?.Name,
        ["to"] = question.To.QualifiedName,
        ["sni"] = question.Sni,
        ["time"] = $"{question.Time.UtcDateTime:O}",
    };

    private static JsonObject ToJson(PolicyFolder folder, RuleFinding finding) => new()
    {
        ["rule"] = finding.Rule.QualifiedName,
        ["effect"] = VerdictText.WordOf(finding.Rule.Effect),
        ["matched"] = finding.Matched,
        ["legalBasis"] = finding.Policy.LegalBasis,
        ["file"] = Place.File(folder.Directory, finding.Rule.Span),
        ["line"] = finding.Rule.Span.Position.Line,
        ["column"] = finding.Rule.Span.Position.Column,
        ["misses"] = new JsonArray(
        [
            .. finding.Misses.Select(miss => new JsonObject
            {
                ["aspect"] = WordOf(miss.Aspect),
                ["detail"] = miss.Detail,
            }),
        ]),
    };

    private static string CallerOf(AccessQuestion question) =>
        question.From?.Name ?? (question.Token is null ? "anonymous" : "nobody known");

    private static string? IssuerOf(PolicyFolder folder, AccessQuestion question) =>
        question.Token is { } token ? folder.Policies?.Issuers[token.Issuer].Name : null;

    private static string WordOf(RuleAspect aspect) => aspect switch
    {
        RuleAspect.Subject => "subject",
        RuleAspect.Resource => "resource",
        RuleAspect.Operation => "operation",
        RuleAspect.Method => "method",
        RuleAspect.Path => "path",
        RuleAspect.Condition => "condition",
        RuleAspect.Validity => "validity",
        RuleAspect.Mode => "mode",
    };
}
