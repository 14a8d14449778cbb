using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>The lines that version control writes into a file of which there are two versions.</summary>
internal static class MergeConflict
{
    private const int MarkLength = 7;

    public static SyntaxError? Find(BrokenText broken)
    {
        foreach (LooseToken token in broken.Tokens)
        {
            if (token.Start > broken.ReachEnd)
            {
                return null;
            }

            if (token.Column == 0 && IsMark(broken.Text, token.Start))
            {
                return new SyntaxError(
                    new TextSpan(token.Start, MarkLength),
                    "a merge of two versions was not finished here",
                    "keep one of the two versions, and take out the lines `<<<<<<<`, `=======` and `>>>>>>>`");
            }
        }

        return null;
    }

    private static bool IsMark(string text, int at) =>
        text.AsSpan(at).StartsWith("<<<<<<< ", StringComparison.Ordinal)
        || text.AsSpan(at).StartsWith(">>>>>>> ", StringComparison.Ordinal)
        || (text.AsSpan(at).StartsWith("=======", StringComparison.Ordinal)
            && YamlCharacters.IsBreakOrEnd(text, at + MarkLength));
}
