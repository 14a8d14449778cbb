using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A text without quotes that goes on in the next line, behind a comment.</summary>
internal static class CommentInText
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.TokenAt(broken.At) is not { Kind: LooseTokenKind.Plain, IsFirst: true } token
            || broken.TokenAt(broken.At - 1) is not { Kind: LooseTokenKind.Plain } before
            || broken.IsKey(broken.At))
        {
            return null;
        }

        int comment = broken.Text.IndexOf('#', before.End, token.Start - before.End);
        return comment < 0
            ? null
            : new SyntaxError(
                new TextSpan(comment, YamlCharacters.EndOfLine(broken.Text, comment) - comment),
                $"a comment stands within the text that goes on with {broken.Quote(token)}",
                "move the comment to a line above the text; if it is part of the text, put all of it in quotes");
    }
}
