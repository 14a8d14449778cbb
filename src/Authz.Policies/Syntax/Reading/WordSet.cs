using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

/// <summary>The words that a key takes, and what each means.</summary>
internal sealed class WordSet<T>(params ImmutableArray<(string Word, T Value)> words) where T : struct
{
    public WordShape Shape { get; } = new([.. words.Select(word => word.Word)]);

    public Located<T>? Read(Located<string> text, ValueName what, DiagnosticBag diagnostics)
    {
        foreach ((string word, T value) in words)
        {
            if (word == text.Value)
            {
                return new Located<T>(value, text.Span);
            }
        }

        diagnostics.ReportUnknownWord(text, what.ToString(), Shape.Words);
        return null;
    }
}
