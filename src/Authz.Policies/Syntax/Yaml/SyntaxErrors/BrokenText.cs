using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A text that is not YAML, and the place of which the parser complains.</summary>
internal sealed class BrokenText
{
    /// <summary>How many lines behind what was read last a parser that names no place may have stumbled.</summary>
    private const int LinesAheadMax = 2;

    private readonly SourceText source;
    private readonly LooseScan scan;
    private readonly Lazy<BlockMisfit?> misfit;

    public BrokenText(SourceText source, int start, ParserComplaint complaint)
    {
        this.source = source;
        Complaint = complaint;
        scan = LooseScanner.Scan(
            source.Text, YamlCharacters.StartOfLine(source.Text, start), complaint.Span.End);
        At = FindToken();
        LineStart = YamlCharacters.StartOfLine(source.Text, complaint.Span.Start);
        ReachEnd = FindReach();
        misfit = new Lazy<BlockMisfit?>(() => BlockOutline.FindMisfit(this));
    }

    public string Text => source.Text;

    public ParserComplaint Complaint { get; }

    public IReadOnlyList<LooseToken> Tokens => scan.Tokens;

    /// <summary>The first token that does not end before the complaint; the number of tokens if there is none.</summary>
    public int At { get; }

    /// <summary>Where the line of the complaint begins.</summary>
    public int LineStart { get; }

    /// <summary>What begins behind this was not yet looked at by the parser.</summary>
    public int ReachEnd { get; }

    /// <summary>What is certainly not closed; none if the end of the document was not seen.</summary>
    public IEnumerable<LooseToken> Unclosed => scan.IsWhole ? scan.Unclosed : [];

    /// <summary>The line near the complaint that does not fit those above it, if there is one.</summary>
    public BlockMisfit? Misfit => misfit.Value;

    public LooseToken? TokenAt(int index) => index >= 0 && index < Tokens.Count ? Tokens[index] : null;

    public LooseTokenKind? KindAt(int index) => TokenAt(index)?.Kind;

    public bool IsKey(int index) =>
        KindAt(index + 1) == LooseTokenKind.Colon && Tokens[index + 1].LineStart == Tokens[index].LineStart;

    public string TextOf(LooseToken token) => Text[token.Start..token.End];

    /// <summary>The token as messages name it.</summary>
    public string Quote(LooseToken token) => QuotedText.Of(TextOf(token));

    public int LineOf(LooseToken token) => source.PositionOf(token.Start).Line;

    /// <summary>The bracket that the closing one at the index closes.</summary>
    public LooseToken OpenerOf(int close)
    {
        int opener = close - 1;
        while (Tokens[opener].Kind != LooseTokenKind.Open || Tokens[opener].Depth != Tokens[close].Depth - 1)
        {
            opener--;
        }

        return Tokens[opener];
    }

    /// <summary>The first token of the line of the one at the index.</summary>
    public int FirstOfLine(int index)
    {
        while (!Tokens[index].IsFirst)
        {
            index--;
        }

        return index;
    }

    private int FindToken()
    {
        int index = 0;
        while (index < Tokens.Count && Tokens[index].End <= Complaint.Span.Start)
        {
            index++;
        }

        return index;
    }

    private int FindReach()
    {
        if (Complaint.IsPlaced)
        {
            return Complaint.Span.End;
        }

        int linesLeft = LinesAheadMax;
        int reach = YamlCharacters.EndOfLine(Text, Complaint.Span.Start);
        for (int i = At; i < Tokens.Count && linesLeft > 0; i++)
        {
            if (Tokens[i].IsFirst && Tokens[i].Kind != LooseTokenKind.Tab && Tokens[i].Start > reach)
            {
                linesLeft--;
                reach = YamlCharacters.EndOfLine(Text, Tokens[i].Start);
            }
        }

        return reach;
    }
}
