using System.Collections.Immutable;

namespace Authz.Policies.Text;

/// <summary>Gathers every finding of a run; there is one `Report…` method for each message.</summary>
public sealed partial class DiagnosticBag
{
    private const int ListedMax = 8;

    private static readonly string TooManyMessage =
        $"there is more to say than the {PolicyLimits.DiagnosticsMax} errors or warnings that are kept";

    private readonly List<Diagnostic> diagnostics = [];
    private int warningCount;
    private bool hasMore;
    private int suggestionsLeft = PolicyLimits.SuggestionsMax;

    public bool HasErrors => ErrorCount > 0;

    internal int ErrorCount { get; private set; }

    /// <summary>Sorted by file, place and id, so that two runs print the same; each finding once.</summary>
    public ImmutableArray<Diagnostic> ToSorted()
    {
        var sorted = new List<Diagnostic>(diagnostics);
        sorted.Sort(DiagnosticOrder.Instance);
        ImmutableArray<Diagnostic>.Builder distinct = ImmutableArray.CreateBuilder<Diagnostic>(sorted.Count);
        foreach (Diagnostic diagnostic in sorted)
        {
            // A value that several aliases name is read once for each, and is wrong only once.
            if (distinct.Count == 0 || distinct[^1] != diagnostic)
            {
                distinct.Add(diagnostic);
            }
        }

        return distinct.DrainToImmutable();
    }

    /// <summary>What was found until now, to return to.</summary>
    internal DiagnosticMark Mark() => new(diagnostics.Count, ErrorCount, warningCount, hasMore, suggestionsLeft);

    /// <summary>Forgets what was found since: it will be found again, in another way.</summary>
    internal void ReturnTo(DiagnosticMark mark)
    {
        diagnostics.RemoveRange(mark.Count, diagnostics.Count - mark.Count);
        ErrorCount = mark.ErrorCount;
        warningCount = mark.WarningCount;
        hasMore = mark.HasMore;
        suggestionsLeft = mark.SuggestionsLeft;
    }

    private void Report(
        DiagnosticDescriptor descriptor, SourceSpan where, string message, string? help = null, SourceSpan? related = null)
    {
        int count = descriptor.Severity switch
        {
            DiagnosticSeverity.Error => ++ErrorCount,
            DiagnosticSeverity.Warning or DiagnosticSeverity.Note => ++warningCount,
        };

        // Errors and warnings are counted apart, so that no number of warnings hides the first error.
        if (count > PolicyLimits.DiagnosticsMax)
        {
            ReportMore(where);
            return;
        }

        diagnostics.Add(new Diagnostic(descriptor.Id, descriptor.Severity, where, message, help) { Related = related });
    }

    private void ReportMore(SourceSpan where)
    {
        if (!hasMore)
        {
            hasMore = true;
            DiagnosticDescriptor more = DiagnosticCatalog.TooManyDiagnostics;
            diagnostics.Add(new Diagnostic(more.Id, more.Severity, where, TooManyMessage, null));
        }
    }

    // A set with thousands of unknown names is not mended name by name: the search for similar ones has an end.
    private string? DidYouMean(string name, IEnumerable<string> candidates, string? otherwise = null)
    {
        if (suggestionsLeft == 0)
        {
            return otherwise;
        }

        suggestionsLeft--;
        string? similar = SimilarName.Find(name, candidates);
        return similar is null ? otherwise : $"did you mean {Quote(similar)}?";
    }

    private static string Quote(string text) => QuotedText.Of(text);

    private static string QuoteAll(IEnumerable<string> words) => string.Join(", ", words.Select(Quote));
}
