using Authz.Policies.Analysis;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Testing;

namespace Authz.Policies.Tests.Analysis;

public sealed class DecisionExplainerTests
{
    private const string Host = "registry.test.gov";

    private static readonly CompilationResult result = Compile();

    public static TheoryData<string> Questions => [.. ExplanationCase.ReadAll().Select(explained => explained.Question)];

    [Theory]
    [MemberData(nameof(Questions))]
    public void Each_question_is_answered_rule_by_rule(string question)
    {
        ExplanationCase expected = ExplanationCase.ReadAll().Single(explained => explained.Question == question);
        Explanation explanation = Explain(question);
        Assert.Equal(string.Join('\n', expected.Expected), string.Join('\n', LinesOf(explanation)));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void The_first_rule_that_matches_is_the_one_that_decided(string question)
    {
        Explanation explanation = Explain(question);
        RuleFinding? first = explanation.Rules.FirstOrDefault(finding => finding.Matched);
        Assert.Equal(explanation.Verdict.Rule, first?.Rule.QualifiedName);
    }

    [Fact]
    public void The_rules_that_match_add_up_to_the_verdict_of_the_tree_on_every_request_of_a_grid()
    {
        string[] segments =
            ["records", "RECORDS", "export", "7", "7;v=1", "tree", "Secret", "r-1.pdf", "search", "reports", "ping"];
        string[] twoSegments = [.. segments.SelectMany(first => segments.Select(second => $"/{first}/{second}"))];
        string[] paths = ["/", .. segments.SelectMany(one => (string[])[$"/{one}", $"/{one}/"]), .. twoSegments];
        int explained = 0;
        foreach (string question in
            from caller in (string[])["clinic", "agency", "anonymous"]
            from service in (string[])["registry/people", "registry/other"]
            from method in (string[])["GET", "PUT", "POST"]
            from path in paths
            from year in (string[])["2025", "2026"]
            select $"{caller} {service} {method} {path} {year}")
        {
            Explanation explanation = Explain(question);
            string? first = explanation.Rules.FirstOrDefault(finding => finding.Matched)?.Rule.QualifiedName;
            Assert.True(explanation.Verdict.Rule == first, $"{question}: {explanation.Verdict.Rule} is explained by {first}");
            explained += first is null ? 0 : 1;
        }

        Assert.True(explained > 50, $"only {explained} requests met a rule");
    }

    [Fact]
    public void What_was_refused_before_any_rule_is_explained_by_its_reason_alone()
    {
        Explanation explanation = Explain("clinic registry/people GET /records/../records");
        Assert.Equal(DecisionReason.NonCanonical, explanation.Verdict.Reason);
        Assert.Empty(explanation.Rules);
        Assert.Null(explanation.Path);
    }

    [Fact]
    public void The_path_is_shown_as_the_rules_saw_it() =>
        Assert.Equal("/records/a b", Explain("clinic registry/people GET /records/a%20b?x=1").Path);

    [Fact]
    public void Each_miss_says_what_was_asked_and_what_was_wanted()
    {
        string[] details =
        [
            .. Explain("agency registry/people DELETE /records/7 2025").Rules
                .SelectMany(finding => finding.Misses)
                .Select(miss => $"{miss.Aspect}: {miss.Detail}")
                .Distinct(),
        ];
        Assert.Contains("Subject: it is for `clinic`, not for `agency`", details);
        Assert.Contains("Resource: it is about `registry/other`, not about `registry/people`", details);
        Assert.Contains("Operation: the request is no operation of the service; the rule names `read`", details);
        Assert.Contains("Method: it is for `POST`, not for `DELETE`", details);
        Assert.Contains("Path: `/records/7` is not `/reports/r-{number}.{format}` or `/reports/annual-*`", details);
        Assert.Contains("Validity: in force only from 2026-01-01T00:00:00Z", details);
        Assert.Contains("Mode: in shadow mode: logged, never decisive", details);
    }

    [Fact]
    public void Every_reason_has_a_sentence_of_its_own()
    {
        string[] sentences = [.. Enum.GetValues<DecisionReason>().Select(reason => reason.Describe())];
        Assert.Equal(sentences.Length, sentences.Distinct().Count());
    }

    private static Explanation Explain(string text)
    {
        string[] words = text.Split(' ');
        BoundService to = result.Policies!.Services.Single(service => service.QualifiedName == words[1]);
        var question = new AccessQuestion
        {
            From = words[0] == "anonymous" ? null : result.Policies.Blocks.Single(block => block.Name == words[0]),
            To = to,
            Host = Host,
            Method = words[2],
            Target = to.BasePath + words[3],
            Time = new DateTimeOffset(words.Length > 4 ? int.Parse(words[4], null) : 2026, 7, 1, 0, 0, 0, TimeSpan.Zero),
        };
        return DecisionExplainer.Explain(question, result.Policies, result.Tree!);
    }

    private static IEnumerable<string> LinesOf(Explanation explanation)
    {
        Verdict verdict = explanation.Verdict;
        string effect = verdict.IsAllowed ? "allow" : "deny";
        return
        [
            $"{effect} {verdict.Reason.Token()} {verdict.Rule}".TrimEnd(),
            .. explanation.Rules.Select(finding =>
                $"{(finding.Matched ? '+' : '-')} {finding.Rule.QualifiedName} "
                    .TrimEnd() + string.Concat(finding.Misses.Select(miss => $" {miss.Aspect.ToString().ToLowerInvariant()}"))),
        ];
    }

    private static CompilationResult Compile()
    {
        SourceSet sources = SourceSet.Of(
            TestCases.Files("explanations/policies", "*.yaml").Select(file =>
                KeyValuePair.Create(Path.GetFileName(file), new ReadOnlyMemory<byte>(File.ReadAllBytes(file)))));
        return PolicyCompilation.Run(sources, new CompilationOptions());
    }
}
