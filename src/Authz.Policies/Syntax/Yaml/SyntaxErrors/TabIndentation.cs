using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

internal static class TabIndentation
{
    public static SyntaxError? Find(BrokenText broken)
    {
        foreach (LooseToken token in broken.Tokens)
        {
            if (token.Start > broken.ReachEnd)
            {
                return null;
            }

            if (token.Kind == LooseTokenKind.Tab && token.Start >= broken.LineStart)
            {
                return new SyntaxError(
                    new TextSpan(token.Start, token.Length),
                    "a tab indents this line, and YAML takes only spaces there",
                    "write spaces in its place, as many as the lines beside it have");
            }
        }

        return null;
    }
}
