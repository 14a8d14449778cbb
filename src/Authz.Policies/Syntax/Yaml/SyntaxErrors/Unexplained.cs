using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>What is said when the text shows no cause: where reading came to an end, and in what.</summary>
internal static class Unexplained
{
    private const string Help =
        "look for a missing quote, bracket or comma, or another indentation, here and in the line above";

    public static SyntaxError At(BrokenText broken)
    {
        TextSpan where = broken.Complaint.Span with { Length = 0 };
        if (broken.At >= broken.Tokens.Count)
        {
            return new SyntaxError(where, "the text ends before its last value does", Help);
        }

        LooseToken token = broken.Tokens[broken.At];
        if (token.Depth == 0)
        {
            return new SyntaxError(where, "this does not fit what stands before it", Help);
        }

        int opener = broken.At;
        while (broken.Tokens[opener].Kind != LooseTokenKind.Open || broken.Tokens[opener].Depth != token.Depth - 1)
        {
            opener--;
        }

        LooseToken open = broken.Tokens[opener];
        string close = broken.Text[open.Start] == '[' ? "`]`" : "`}`";
        return new SyntaxError(
            where,
            $"this does not fit into what {broken.Quote(open)} opened in line {broken.LineOf(open)}",
            $"values stand there with a comma between them, up to the {close}");
    }
}
