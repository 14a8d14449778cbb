namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>
/// The lines in which a mistake is looked for. A line without a key is taken for text that goes on, so that the parser
/// complains only of the first key behind it.
/// </summary>
internal static class NearLines
{
    /// <summary>The first token of the line before the complaint's, and before the lines of text between them.</summary>
    public static int First(BrokenText broken)
    {
        int first = PreviousLine(broken, broken.At);
        while (first > 0 && IsText(broken, first))
        {
            int before = PreviousLine(broken, first);
            if (before == first)
            {
                break;
            }

            first = before;
        }

        return first;
    }

    // The line before that of the token; its own if it is the first.
    private static int PreviousLine(BrokenText broken, int index)
    {
        int first = index < broken.Tokens.Count ? broken.FirstOfLine(index) : index;
        return first > 0 ? broken.FirstOfLine(first - 1) : 0;
    }

    private static bool IsText(BrokenText broken, int index) =>
        broken.KindAt(index) == LooseTokenKind.Plain && !broken.IsKey(index);
}
