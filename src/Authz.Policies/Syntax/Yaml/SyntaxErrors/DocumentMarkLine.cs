using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A `---` with something behind it.</summary>
internal static class DocumentMarkLine
{
    public static SyntaxError? Find(BrokenText broken)
    {
        int mark = NearLines.First(broken);
        int last = Math.Min(broken.At + 1, broken.Tokens.Count - 1);
        while (mark <= last && broken.Tokens[mark].Kind != LooseTokenKind.DocumentMark)
        {
            mark++;
        }

        if (mark >= last || broken.Tokens[mark + 1].IsFirst)
        {
            return null;
        }

        LooseToken token = broken.Tokens[mark];
        return new SyntaxError(
            new TextSpan(token.Start, token.Length),
            $"{broken.Quote(token)} divides documents, and has a line of its own",
            "write what follows it in the next line");
    }
}
