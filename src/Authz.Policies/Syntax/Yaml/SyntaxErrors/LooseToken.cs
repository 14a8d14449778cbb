namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <param name="LineStart">Where the line begins on which it starts.</param>
/// <param name="IsFirst">Whether only blanks stand before it on its line.</param>
/// <param name="Depth">How many brackets are open around it; a closing one stands within its pair.</param>
internal readonly record struct LooseToken(
    LooseTokenKind Kind, int Start, int End, int LineStart, bool IsFirst, int Depth)
{
    public int Length => End - Start;

    /// <summary>How many characters stand before it on its line.</summary>
    public int Column => Start - LineStart;
}
