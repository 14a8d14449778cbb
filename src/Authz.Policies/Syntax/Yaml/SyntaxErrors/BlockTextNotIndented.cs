using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A text below `|` or `>` that is not indented by more than its key.</summary>
internal static class BlockTextNotIndented
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.Misfit is not { } misfit
            || broken.KindAt(misfit.Token - 1) != LooseTokenKind.BlockHeader
            || broken.KindAt(misfit.Token) != LooseTokenKind.Plain
            || broken.IsKey(misfit.Token))
        {
            return null;
        }

        LooseToken header = broken.Tokens[misfit.Token - 1];
        LooseToken text = broken.Tokens[misfit.Token];
        return new SyntaxError(
            new TextSpan(text.Start, text.Length),
            $"the text below the {broken.Quote(header)} of line {broken.LineOf(header)} is not indented",
            "indent every line of the text by more than its key");
    }
}
