using static Authz.Policies.Syntax.Yaml.SyntaxErrors.YamlCharacters;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>
/// The words and signs of a text that is not YAML. Unlike the parser's scanner it never stops at what is wrong, and it
/// does not need to know which value a line goes on with. Each character is looked at a bounded number of times.
/// </summary>
internal sealed partial class LooseScanner
{
    /// <summary>How far behind the complaint a bracket's end is looked for.</summary>
    private const int LookAheadMax = 256 * 1024;

    private readonly string text;
    private readonly int complaintEnd;
    private readonly List<LooseToken> tokens = [];
    private readonly List<LooseToken> open = [];
    private int position;
    private int lineStart;
    private bool isFirst;
    private bool isLineDone;
    private bool isStopped;
    private bool isWhole = true;

    // The column of the innermost key or item of the line: what goes on over lines is indented by more.
    private int blockColumn;

    private LooseScanner(string text, int start, int complaintEnd)
    {
        this.text = text;
        this.complaintEnd = complaintEnd;
        position = start;
    }

    private bool IsInFlow => open.Count > 0;

    /// <param name="text">The whole file.</param>
    /// <param name="start">Where the line begins with which the document does.</param>
    /// <param name="complaintEnd">Up to where the parser has read.</param>
    public static LooseScan Scan(string text, int start, int complaintEnd)
    {
        var scanner = new LooseScanner(text, start, complaintEnd);
        while (!scanner.isStopped && scanner.position < text.Length)
        {
            scanner.ScanLine();
        }

        return new LooseScan(scanner.tokens, [.. scanner.open], scanner.isWhole);
    }

    // One line; or several, where a quoted text or that of a `|` goes on.
    private void ScanLine()
    {
        if (position - complaintEnd > LookAheadMax)
        {
            isStopped = true;
            isWhole = false;
            return;
        }

        lineStart = position;
        isFirst = true;
        isLineDone = false;
        position = AfterSpaces(text, position);
        if (!IsInFlow)
        {
            blockColumn = position - lineStart - 1;
        }

        ScanLineStart();
        while (!isLineDone && !isStopped && position < text.Length && !IsBreak(text[position]))
        {
            ScanToken();
        }

        if (!isLineDone)
        {
            position = AfterBreak(text, position);
        }
    }

    private void ScanLineStart()
    {
        if (IsDocumentMark(text, lineStart))
        {
            // What stands in the next document is no part of this mistake.
            isStopped = IsInFlow || lineStart > complaintEnd;
            if (lineStart <= complaintEnd)
            {
                Add(LooseTokenKind.DocumentMark, lineStart + DocumentMarkLength);
                blockColumn = -1;
            }
        }
        else if (position == lineStart && !IsInFlow && CharacterAt(text, position) == '%')
        {
            Add(LooseTokenKind.Directive, EndOfLine(text, position));
        }
        else if (CharacterAt(text, position) == '\t')
        {
            Add(LooseTokenKind.Tab, AfterBlanks(text, position));
            isFirst = true;
        }
    }

    private void ScanToken()
    {
        char c = text[position];
        switch (c)
        {
            case ' ' or '\t':
                position++;
                break;
            case '#' when position == lineStart || IsBlank(text[position - 1]):
                position = EndOfLine(text, position);
                break;
            case '[' or '{':
                Add(LooseTokenKind.Open, position + 1);
                open.Add(tokens[^1]);
                break;
            case ']' or '}':
                ScanClose();
                break;
            case ',' when IsInFlow:
                Add(LooseTokenKind.Comma, position + 1);
                break;
            case '"' or '\'':
                ScanQuoted(c);
                break;
            case '-' when !IsInFlow && IsBlankOrEnd(text, position + 1):
                blockColumn = position - lineStart;
                Add(LooseTokenKind.Dash, position + 1);
                break;
            case '?' when IsBlankOrEnd(text, position + 1):
                Add(LooseTokenKind.Question, position + 1);
                break;
            case ':' when IsColon():
                ScanColon();
                break;
            case '|' or '>' when !IsInFlow:
                ScanBlockText();
                break;
            case '&' or '*':
                Add(LooseTokenKind.Name, EndOfName());
                break;
            case '!':
                Add(LooseTokenKind.Tag, EndOfName());
                break;
            case '%' or '@' or '`' or ',' or '#':
                Add(LooseTokenKind.Reserved, EndOfPlain());
                break;
            default:
                Add(LooseTokenKind.Plain, EndOfPlain());
                break;
        }
    }

    private void ScanClose()
    {
        Add(IsInFlow ? LooseTokenKind.Close : LooseTokenKind.StrayClose, position + 1);
        if (IsInFlow)
        {
            open.RemoveAt(open.Count - 1);
        }
    }

    // Behind a quoted key, and before a bracket, a colon within brackets needs no blank.
    private bool IsColon() =>
        IsBlankOrEnd(text, position + 1)
        || (IsInFlow && (IsFlowSign(CharacterAt(text, position + 1))
            || (tokens[^1].Kind is LooseTokenKind.Quoted or LooseTokenKind.Close && tokens[^1].End == position)));

    private void ScanColon()
    {
        bool hasKey = !isFirst && tokens.Count > 0;
        if (!IsInFlow && hasKey)
        {
            blockColumn = tokens[^1].Column;
        }

        Add(LooseTokenKind.Colon, position + 1);
    }

    private int EndOfName()
    {
        int end = position + 1;
        while (!IsBlankOrEnd(text, end) && !EndsPlain(end))
        {
            end++;
        }

        return end;
    }

    private int EndOfPlain()
    {
        int end = position + 1;
        while (end < text.Length && !IsBreak(text[end]) && !EndsPlain(end))
        {
            end++;
        }

        while (IsBlank(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    private bool EndsPlain(int at) => text[at] switch
    {
        ':' => IsBlankOrEnd(text, at + 1) || (IsInFlow && IsFlowSign(text[at + 1])),
        '#' => IsBlank(text[at - 1]),
        char c => IsInFlow && IsFlowSign(c),
    };

    private void Add(LooseTokenKind kind, int end)
    {
        tokens.Add(new LooseToken(kind, position, end, lineStart, isFirst, open.Count));
        position = end;
        isFirst = false;
    }
}
