using System.Collections.Immutable;
using Authz.Testing;

namespace Authz.Policies.Tests.Analysis;

/// <summary>One question of tests/cases/explanations/findings.txt and the lines that answer it.</summary>
public sealed record ExplanationCase(string Question, ImmutableArray<string> Expected)
{
    public static IEnumerable<ExplanationCase> ReadAll()
    {
        string text = File.ReadAllText(TestCases.Path("explanations", "findings.txt"));
        string[] paragraphs = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
        [
            .. paragraphs
                .Select(paragraph => paragraph.Split('\n', StringSplitOptions.TrimEntries))
                .Where(lines => !lines[0].StartsWith('#'))
                .Select(lines => new ExplanationCase(lines[0], [.. lines.Skip(1)])),
        ];
    }
}
