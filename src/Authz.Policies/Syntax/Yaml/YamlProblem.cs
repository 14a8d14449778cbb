namespace Authz.Policies.Syntax.Yaml;

/// <summary>The parser's words for what is wrong, as part of a sentence of ours.</summary>
internal static class YamlProblem
{
    public static string Phrase(string problem)
    {
        string phrase = problem.ReplaceLineEndings(" ").TrimEnd('.');
        return phrase.Length > 1 && char.IsLower(phrase[1]) ? char.ToLowerInvariant(phrase[0]) + phrase[1..] : phrase;
    }
}
