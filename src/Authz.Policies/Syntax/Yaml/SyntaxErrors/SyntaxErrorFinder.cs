using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>
/// From the place of which the parser complains to the mistake that an author made. The parser knows what it expected,
/// and not what was meant; its place is often lines behind the mistake. Each recogniser claims a cause only if the text
/// shows it.
/// </summary>
internal static class SyntaxErrorFinder
{
    // The first that recognises something has the say: what hides other mistakes, or is sure, stands before what is less so.
    private static readonly Func<BrokenText, SyntaxError?>[] recognisers =
    [
        MergeConflict.Find,
        DirectiveLine.Find,
        TabIndentation.Find,
        StrangeSpace.Find,
        UnclosedQuote.Find,
        InvalidEscape.Find,
        TypographicQuote.Find,
        TextBesideQuotes.Find,
        OtherBracket.Find,
        UnclosedBracket.Find,
        ReservedStart.Find,
        SecondAnchor.Find,
        BracketInText.Find,
        TextAfterBracket.Find,
        StrayBracket.Find,
        MissingListValue.Find,
        MissingComma.Find,
        DocumentMarkLine.Find,
        ColonInValue.Find,
        MissingSpaceAfterDash.Find,
        CommentInText.Find,
        BlockTextNotIndented.Find,
        LineWithoutKey.Find,
        Misindentation.Find,
    ];

    /// <param name="start">A place on the line from which on the text belongs to the document.</param>
    public static SyntaxError Find(SourceText source, int start, ParserComplaint complaint)
    {
        var broken = new BrokenText(source, start, complaint);
        foreach (Func<BrokenText, SyntaxError?> find in recognisers)
        {
            if (find(broken) is { } found)
            {
                return found;
            }
        }

        return Unexplained.At(broken);
    }
}
