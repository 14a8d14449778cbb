using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>Two values within brackets, and nothing between them.</summary>
internal static class MissingComma
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.KindAt(broken.At) is not { } kind || broken.Tokens[broken.At].Depth == 0)
        {
            return null;
        }

        // A key on a line of its own is taken for the rest of the value above, up to its colon.
        int next = kind == LooseTokenKind.Colon ? broken.At - 1 : broken.At;
        if (!BeginsValue(broken.KindAt(next)) || broken.Tokens[next].Depth == 0)
        {
            return null;
        }

        if (EndsValue(broken.KindAt(next - 1)))
        {
            LooseToken before = broken.Tokens[next - 1];
            return Missing(new TextSpan(before.End, 0), broken.Quote(broken.Tokens[next]));
        }

        string text = broken.TextOf(broken.Tokens[next]);
        int lastBlank = text.LastIndexOf(' ');
        return kind == LooseTokenKind.Colon && lastBlank > 0 && broken.KindAt(next - 1) == LooseTokenKind.Colon
            ? Missing(
                new TextSpan(broken.Tokens[next].Start + text[..lastBlank].TrimEnd(' ').Length, 0),
                QuotedText.Of(text[(lastBlank + 1)..]))
            : null;
    }

    private static SyntaxError Missing(TextSpan where, string next) => new(
        where, $"a comma is missing here, before {next}", "write `,`; or put the value in quotes, if all of this is one");

    private static bool BeginsValue(LooseTokenKind? kind) => kind is LooseTokenKind.Plain or LooseTokenKind.Quoted
        or LooseTokenKind.Open or LooseTokenKind.Name or LooseTokenKind.Tag;

    private static bool EndsValue(LooseTokenKind? kind) => kind is LooseTokenKind.Plain or LooseTokenKind.Quoted
        or LooseTokenKind.Close or LooseTokenKind.Name;
}
