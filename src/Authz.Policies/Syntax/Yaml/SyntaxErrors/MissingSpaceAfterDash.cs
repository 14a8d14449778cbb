using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>An item that begins with `-name` in the place of `- name`.</summary>
internal static class MissingSpaceAfterDash
{
    public static SyntaxError? Find(BrokenText broken)
    {
        for (int i = NearLines.First(broken); i < broken.Tokens.Count && broken.Tokens[i].Start <= broken.ReachEnd; i++)
        {
            LooseToken token = broken.Tokens[i];
            if (token is { IsFirst: true, Depth: 0, Kind: LooseTokenKind.Plain } && IsItem(broken.Text, token))
            {
                return new SyntaxError(
                    new TextSpan(token.Start, 1),
                    "a space is missing after this `-`",
                    $"write {QuotedText.Of($"- {ValueText.Of(broken, token)[1..]}")}");
            }
        }

        return null;
    }

    // A number may well begin with a minus; a row of dashes is something else.
    private static bool IsItem(string text, LooseToken token) =>
        token.Length > 1 && text[token.Start] == '-' && text[token.Start + 1] is char c
        && (char.IsLetter(c) || c is '/' or '"' or '\'' or '{' or '[');
}
