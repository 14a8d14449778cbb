namespace Authz.Policies.Syntax.Json;

/// <summary>The parser's words for what is wrong, as part of a sentence of ours.</summary>
internal static class JsonProblem
{
    private const string PlaceMark = " LineNumber:";

    /// <summary>Its first sentence: the others speak of its settings, and of the place, which we say ourselves.</summary>
    public static string Phrase(string problem)
    {
        int place = problem.IndexOf(PlaceMark, StringComparison.Ordinal);
        string sentences = (place < 0 ? problem : problem[..place]).ReplaceLineEndings(" ");
        int end = sentences.IndexOf(". ", StringComparison.Ordinal);
        string phrase = (end < 0 ? sentences : sentences[..end]).TrimEnd('.');
        return phrase.Length > 1 && char.IsLower(phrase[1]) ? char.ToLowerInvariant(phrase[0]) + phrase[1..] : phrase;
    }
}
