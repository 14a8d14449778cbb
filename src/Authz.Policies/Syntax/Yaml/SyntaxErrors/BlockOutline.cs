namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>Which keys and items belong together by their columns, up to the first line that fits nowhere.</summary>
internal sealed class BlockOutline
{
    private readonly BrokenText broken;
    private readonly List<BlockLevel> levels = [];

    // What was open above the line that is read, while it closes some of it.
    private readonly List<BlockLevel> levelsBefore = [];

    // A text that takes the place of a value: if a key follows in its column, it should have been a key.
    private int textToken = -1;
    private BlockMisfit? misfit;

    private BlockOutline(BrokenText broken) => this.broken = broken;

    /// <summary>Null: all lines fit, or one that the parser took does not, so that this outline is mistaken.</summary>
    public static BlockMisfit? FindMisfit(BrokenText broken)
    {
        var outline = new BlockOutline(broken);
        for (int i = 0; i < broken.Tokens.Count && outline.misfit is null; i++)
        {
            LooseToken token = broken.Tokens[i];
            if (token.Start > broken.ReachEnd)
            {
                break;
            }

            if (token.Kind == LooseTokenKind.DocumentMark)
            {
                outline.levels.Clear();
            }
            else if (token is { IsFirst: true, Depth: 0, Kind: not (LooseTokenKind.Tab or LooseTokenKind.Directive) })
            {
                outline.ReadLine(i);
            }
        }

        return outline.misfit is { } found && found.Token >= NearLines.First(broken) ? found : null;
    }

    private void ReadLine(int index)
    {
        levelsBefore.Clear();
        int at = index;
        while (broken.KindAt(at) == LooseTokenKind.Dash && (at == index || !broken.Tokens[at].IsFirst))
        {
            ReadEntry(at, isList: true);
            at++;
        }

        if (misfit is not null || at >= broken.Tokens.Count || (at > index && broken.Tokens[at].IsFirst))
        {
            return;
        }

        // What marks a key's or an item's value may stand before it.
        while (broken.KindAt(at) is LooseTokenKind.Tag or LooseTokenKind.Name && !broken.IsKey(at) && IsFollowed(at))
        {
            at++;
        }

        if (broken.IsKey(at))
        {
            int colon = at + 1;
            ReadEntry(at, isList: false);
            SetAwaits(!IsFollowed(colon) || (IsMark(colon + 1) && !IsFollowed(colon + 1)));
        }
        else
        {
            ReadText(at);
        }
    }

    private bool IsFollowed(int index) => index + 1 < broken.Tokens.Count && !broken.Tokens[index + 1].IsFirst;

    private bool IsMark(int index) => broken.KindAt(index) is LooseTokenKind.Tag or LooseTokenKind.Name
        && broken.Text[broken.Tokens[index].Start] is '&' or '!';

    private void ReadEntry(int index, bool isList)
    {
        LooseToken token = broken.Tokens[index];
        if (misfit is not null)
        {
            return;
        }

        bool isBelowRoot = levels.Count > 0 && token.Column < levels[0].Column;
        bool hasClosed = Close(token.Column);
        if (!isList && textToken >= 0 && broken.Tokens[textToken].Column == token.Column)
        {
            Misfit(textToken, BlockMisfitReason.NoKey);
        }
        else if (isBelowRoot)
        {
            Misfit(index, BlockMisfitReason.BelowRoot);
        }
        else if (levels.Count == 0 || levels[^1].Column < token.Column)
        {
            Open(index, isList, hasClosed);
        }
        else
        {
            GoOn(index, isList);
        }

        textToken = -1;
    }

    // A deeper key or item is the value of the one above, which has none yet.
    private void Open(int index, bool isList, bool hasClosed)
    {
        if (levels.Count > 0 && !levels[^1].AwaitsValue)
        {
            Misfit(index, hasClosed ? BlockMisfitReason.Between : BlockMisfitReason.TooDeep);
            return;
        }

        SetAwaits(false);
        Push(index, isList);
    }

    // In the column of the innermost level; the items of a key may stand in its own column.
    private void GoOn(int index, bool isList)
    {
        BlockLevel level = levels[^1];
        if (isList && !level.IsList && level.AwaitsValue)
        {
            SetAwaits(false);
            Push(index, isList);
            return;
        }

        if (!isList && level.IsList && levels.Count > 1 && levels[^2].Column == level.Column)
        {
            levels.RemoveAt(levels.Count - 1);
            level = levels[^1];
        }

        if (level.IsList != isList)
        {
            Misfit(index, isList ? BlockMisfitReason.ItemAmongKeys : BlockMisfitReason.KeyAmongItems);
            return;
        }

        levels[^1] = level with { Last = broken.Tokens[index], Count = level.Count + 1, AwaitsValue = isList };
    }

    private void ReadText(int index)
    {
        LooseToken token = broken.Tokens[index];
        if (levels.Count == 0)
        {
            textToken = index;
            return;
        }

        bool hasClosed = Close(token.Column);
        if (levels.Count > 0 && levels[^1].Column < token.Column)
        {
            // Behind a value it is more text of it, or the text of the line above was cut short.
            if (levels[^1].AwaitsValue)
            {
                textToken = index;
                SetAwaits(false);
            }
            else if (hasClosed)
            {
                Misfit(index, BlockMisfitReason.Between);
            }
            else if (levels[^1].IsList && !MayBeText(index))
            {
                Misfit(index, BlockMisfitReason.NoItem);
            }

            return;
        }

        Misfit(index, BlockMisfitReason.NoKey);
    }

    private bool MayBeText(int index) =>
        broken.KindAt(index) is not (LooseTokenKind.Open or LooseTokenKind.Quoted)
        || broken.KindAt(index - 1) == LooseTokenKind.Plain;

    // True: deeper keys or items have come to their end.
    private bool Close(int column)
    {
        if (levels.Count == 0 || levels[^1].Column <= column)
        {
            return false;
        }

        levelsBefore.Clear();
        levelsBefore.AddRange(levels);
        levels.RemoveAll(level => level.Column > column);
        return true;
    }

    private void Push(int index, bool isList) =>
        levels.Add(new BlockLevel(
            broken.Tokens[index].Column, isList, broken.Tokens[index], Count: 1, AwaitsValue: isList));

    private void SetAwaits(bool awaitsValue)
    {
        if (levels.Count > 0)
        {
            levels[^1] = levels[^1] with { AwaitsValue = awaitsValue };
        }
    }

    private void Misfit(int index, BlockMisfitReason reason) =>
        misfit = new BlockMisfit(index, reason, [.. levelsBefore.Count == 0 ? levels : levelsBefore]);
}
