using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A line that begins with `%`: not understood, within a document, or without the `---` that it needs.</summary>
internal static class DirectiveLine
{
    public static SyntaxError? Find(BrokenText broken)
    {
        LooseToken? last = null;
        for (int i = 0; i <= broken.At && i < broken.Tokens.Count; i++)
        {
            LooseToken token = broken.Tokens[i];
            if (token.Kind == LooseTokenKind.Directive)
            {
                last = token;
            }
            else if (token.Kind == LooseTokenKind.DocumentMark || (token.IsFirst && token.LineStart < broken.LineStart))
            {
                last = null;
            }
        }

        return last is { } directive
            ? new SyntaxError(
                new TextSpan(directive.Start, directive.Length),
                "a line that begins with `%` is an instruction to YAML, and this one is not taken here",
                "leave the line out; no policy needs one")
            : null;
    }
}
