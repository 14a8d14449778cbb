using System.Diagnostics;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A key, item or text in a column in which it belongs to nothing.</summary>
internal static class Misindentation
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.Misfit is not { } misfit)
        {
            return null;
        }

        LooseToken token = broken.Tokens[misfit.Token];
        return new SyntaxError(
            new TextSpan(token.Start, token.Length), Problem(broken, misfit, token), Help(broken, misfit, token));
    }

    private static string Problem(BrokenText broken, BlockMisfit misfit, LooseToken token)
    {
        string what = token.Kind == LooseTokenKind.Dash ? "this item" : broken.Quote(token);
        string stands = token.Kind == LooseTokenKind.Dash ? "item" : "key";
        string indented = $"{what} is indented by {Spaces(token.Column)}";
        return misfit.Reason switch
        {
            BlockMisfitReason.TooDeep =>
                $"{indented}, more than {Name(broken, misfit.Levels[^1])}, which has its value already",
            BlockMisfitReason.Between => $"{indented}, and no {stands} that it could follow is",
            BlockMisfitReason.BelowRoot =>
                $"{what} begins to the left of {Name(broken, misfit.Levels[0])}, with which the document begins",
            BlockMisfitReason.KeyAmongItems => $"{indented}, where the items of a list begin with `-`",
            BlockMisfitReason.ItemAmongKeys => $"{indented}, where keys stand and not the items of a list",

            BlockMisfitReason.NoItem =>
                $"this follows {Name(broken, misfit.Levels[^1])}, and does not begin with a `-` as an item does",

            // A line without a key is told so, and not where it should stand.
            BlockMisfitReason.NoKey => throw new UnreachableException(),
        };
    }

    private static string Help(BrokenText broken, BlockMisfit misfit, LooseToken token)
    {
        if (misfit.Reason == BlockMisfitReason.BelowRoot)
        {
            return "begin both in the first column";
        }

        if (misfit.Reason == BlockMisfitReason.NoItem)
        {
            return "write a `-` and a space before it, in the column of the other items";
        }

        bool isItem = token.Kind == LooseTokenKind.Dash;
        BlockLevel[] likes = [.. misfit.Levels.Where(level => level.IsList == isItem)];
        IEnumerable<BlockLevel> nearest = likes.Where(level => level.Column < token.Column).TakeLast(1)
            .Concat(likes.Where(level => level.Column > token.Column).Take(1));
        bool isBeside = misfit.Reason is BlockMisfitReason.TooDeep or BlockMisfitReason.Between;
        string[] mends =
        [
            .. nearest.OrderBy(level => Math.Abs(level.Column - token.Column)).ThenByDescending(level => level.Column)
                .Select((level, i) => $"{Indent(level.Column, isFirst: i == 0)}, like {Name(broken, level)}"),

            // If the first line is wrong, all that follow differ from it: then it is the one to move.
            .. nearest.Where(level => isBeside && level.Count == 1 && level.Column > 0).TakeLast(1)
                .Select(level => $"indent line {broken.LineOf(level.Last)} by {Shift(token.Column - level.Column)}"),
        ];
        string mend = mends.Length == 0
            ? "indent it by more than the key that it belongs to"
            : string.Join(", or ", mends);
        bool mayBeText = misfit.Reason == BlockMisfitReason.TooDeep
            && broken.KindAt(misfit.Token - 1) == LooseTokenKind.Plain;
        return mayBeText ? $"{mend}; if it is text of the line above, put the whole text in quotes" : mend;
    }

    private static string Name(BrokenText broken, BlockLevel level) => level.IsList
        ? $"the item in line {broken.LineOf(level.Last)}"
        : $"{broken.Quote(level.Last)} in line {broken.LineOf(level.Last)}";

    private static string Indent(int column, bool isFirst) =>
        column == 0 ? "do not indent it" : isFirst ? $"indent it by {column}" : $"by {column}";

    private static string Shift(int columns) => $"{Spaces(Math.Abs(columns))} {(columns > 0 ? "more" : "less")}";

    private static string Spaces(int count) => count == 1 ? "1 space" : $"{count} spaces";
}
