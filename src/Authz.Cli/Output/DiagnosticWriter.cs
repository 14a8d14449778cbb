using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>Diagnostics as a person reads them, with the line they point at; and as a program does.</summary>
internal static class DiagnosticWriter
{
    public static void Write(TextWriter output, Paint paint, string directory, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Write(output, paint, directory, diagnostic);
            output.WriteLine();
        }
    }

    /// <summary>`2 errors, 1 warning`.</summary>
    public static string Summarise(ImmutableArray<Diagnostic> diagnostics)
    {
        int errors = diagnostics.Count(diagnostic => diagnostic.IsError);
        return $"{Count.Of(errors, "error")}, {Count.Of(diagnostics.Length - errors, "warning")}";
    }

    public static JsonArray ToJson(string directory, ImmutableArray<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(diagnostic => ToJson(directory, diagnostic))];

    private static void Write(TextWriter output, Paint paint, string directory, Diagnostic diagnostic)
    {
        string severity = SeverityOf(diagnostic);
        string painted = diagnostic.IsError ? paint.Bad(severity) : paint.Warning(severity);
        string message = paint.Strong(Printable.Of(diagnostic.Message));
        output.WriteLine($"{Place.Of(directory, diagnostic.Where)}: {painted} {diagnostic.Id}: {message}");
        WriteExcerpt(output, paint, diagnostic.Where);
        if (diagnostic.Help is not null)
        {
            output.WriteLine($"   {paint.Faint("help:")} {Printable.Of(diagnostic.Help)}");
        }
    }

    private static void WriteExcerpt(TextWriter output, Paint paint, SourceSpan where)
    {
        LinePosition position = where.Position;
        string line = Printable.Of(where.Source.Line(position.Line));
        if (line.Length == 0)
        {
            return;
        }

        // A span over several lines is underlined to the end of its first.
        int column = Math.Min(position.Column - 1, line.Length);
        int length = Math.Max(1, Math.Min(where.Span.Length, line.Length - column));
        string number = $"{position.Line}";
        string margin = new(' ', number.Length);
        output.WriteLine($" {paint.Faint($"{number} |")} {line}");
        output.WriteLine($" {paint.Faint($"{margin} |")} {new string(' ', column)}{paint.Bad(new string('^', length))}");
    }

    private static JsonObject ToJson(string directory, Diagnostic diagnostic)
    {
        LinePosition position = diagnostic.Where.Position;
        return new JsonObject
        {
            ["id"] = diagnostic.Id,
            ["severity"] = SeverityOf(diagnostic),
            ["file"] = Place.File(directory, diagnostic.Where),
            ["line"] = position.Line,
            ["column"] = position.Column,
            ["message"] = diagnostic.Message,
            ["help"] = diagnostic.Help,
        };
    }

    private static string SeverityOf(Diagnostic diagnostic) => diagnostic.Severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
    };
}
