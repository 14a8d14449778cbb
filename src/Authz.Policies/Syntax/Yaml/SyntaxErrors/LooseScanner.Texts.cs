using static Authz.Policies.Syntax.Yaml.SyntaxErrors.YamlCharacters;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>Texts that may go on over lines: in quotes, and below `|` or `>`.</summary>
internal sealed partial class LooseScanner
{
    private void ScanQuoted(char quote)
    {
        int start = position;
        int startLine = lineStart;
        position++;
        while (position < text.Length)
        {
            char c = text[position];
            if (IsBreak(c))
            {
                position = AfterBreak(text, position);
                lineStart = position;
                if (CannotGoOn(start - startLine))
                {
                    AddQuoted(LooseTokenKind.OpenQuote, start, startLine, EndOfLine(text, start));
                    isLineDone = true;
                    return;
                }
            }
            else if (c == quote && !(quote == '\'' && CharacterAt(text, position + 1) == '\''))
            {
                position++;
                AddQuoted(LooseTokenKind.Quoted, start, startLine, position);
                return;
            }
            else
            {
                bool isPair = c == quote || (c == '\\' && quote == '"' && !IsBreakOrEnd(text, position + 1));
                position += isPair ? 2 : 1;
            }
        }

        // Whatever follows is text of this quote as well: to look for more in it would take time and find nothing.
        AddQuoted(LooseTokenKind.OpenQuote, start, startLine, EndOfLine(text, start));
        isStopped = true;
        isWhole = false;
    }

    private void AddQuoted(LooseTokenKind kind, int start, int startLine, int end)
    {
        tokens.Add(new LooseToken(kind, start, end, startLine, isFirst, open.Count));
        isFirst = false;
    }

    /// <summary>Whether the line at the position shows that a quoted text has not gone on to it.</summary>
    /// <param name="quoteColumn">The column of the quote.</param>
    private bool CannotGoOn(int quoteColumn)
    {
        if (IsDocumentMark(text, position))
        {
            return true;
        }

        int first = AfterSpaces(text, position);
        if (first == text.Length || IsBreak(text[first]) || text[first] == '\t')
        {
            return false;
        }

        // A text with which its line begins may go on in its own column, but not as what looks like a key or an item.
        int column = first - position;
        return column <= blockColumn || (!IsInFlow && isFirst && column == quoteColumn && IsEntry(first));
    }

    private bool IsEntry(int at)
    {
        if (text[at] == '-' && IsBlankOrEnd(text, at + 1))
        {
            return true;
        }

        int end = at;
        while (IsWordCharacter(CharacterAt(text, end)))
        {
            end++;
        }

        return end > at && CharacterAt(text, end) == ':' && IsBlankOrEnd(text, end + 1);
    }

    private void ScanBlockText()
    {
        if (!IsBlockHeader())
        {
            Add(LooseTokenKind.Reserved, EndOfPlain());
            return;
        }

        Add(LooseTokenKind.BlockHeader, position + 1);
        position = AfterBreak(text, EndOfLine(text, position));
        while (position < text.Length && !IsDocumentMark(text, position))
        {
            int first = AfterSpaces(text, position);
            if (!IsBreakOrEnd(text, first) && first - position <= blockColumn)
            {
                break;
            }

            position = AfterBreak(text, EndOfLine(text, first));
        }

        isLineDone = true;
    }

    private bool IsBlockHeader()
    {
        int end = position + 1;
        while (CharacterAt(text, end) is '+' or '-' || char.IsAsciiDigit(CharacterAt(text, end)))
        {
            end++;
        }

        int after = AfterBlanks(text, end);
        return IsBreakOrEnd(text, after) || (after > end && text[after] == '#');
    }
}
