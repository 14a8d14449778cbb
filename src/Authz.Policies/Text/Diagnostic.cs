namespace Authz.Policies.Text;

/// <summary>One finding about the author's text: what, where, and how to mend it.</summary>
/// <param name="Id">Stable: two letters and four digits. It never changes its meaning.</param>
public sealed record Diagnostic(
    string Id, DiagnosticSeverity Severity, SourceSpan Where, string Message, string? Help)
{
    /// <summary>Another place that the message speaks of: where the first of two that clash is.</summary>
    public SourceSpan? Related { get; init; }

    public bool IsError => Severity == DiagnosticSeverity.Error;

    /// <summary>One line: `path:line:column: error AZ0101: message; help`.</summary>
    public override string ToString()
    {
        string severity = Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            DiagnosticSeverity.Note => "note",
        };
        string help = Help is null ? "" : $"; {Help}";
        return $"{Where}: {severity} {Id}: {Message}{help}";
    }
}
