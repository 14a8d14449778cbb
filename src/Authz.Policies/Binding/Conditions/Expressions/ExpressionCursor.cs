namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>A place in an expression, and the first thing that is wrong with it.</summary>
internal sealed class ExpressionCursor(string text)
{
    public string Text { get; } = text;

    public int Position { get; set; }

    public ExpressionFault? Fault { get; private set; }

    public bool IsAtEnd => Position >= Text.Length;

    public char Current => Text[Position];

    public bool IsAt(string expected) => Text.AsSpan(Position).StartsWith(expected, StringComparison.Ordinal);

    public bool TryTake(string expected)
    {
        if (!IsAt(expected))
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    /// <summary>What is wrong with the characters from a place up to here, or with the one at that place.</summary>
    public void Fail(int start, string problem, string? help = null) =>
        Fail(ExpressionFaultKind.Syntax, start, problem, help);

    /// <summary>Other engines take it; this language does not.</summary>
    public void Refuse(int start, string problem, string? help) =>
        Fail(ExpressionFaultKind.NotTaken, start, problem, help);

    public void FailAsTooLarge(int start, string problem, string? help) =>
        Fail(ExpressionFaultKind.TooLarge, start, problem, help);

    private void Fail(ExpressionFaultKind kind, int start, string problem, string? help)
    {
        int end = Math.Min(Math.Max(Position, start + 1), Text.Length);
        Fault ??= new ExpressionFault(kind, start, Math.Max(0, end - start), problem, help);
    }
}
