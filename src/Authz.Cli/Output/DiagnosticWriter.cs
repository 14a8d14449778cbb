using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>Diagnostics as a person reads them, with the line they point at; and as a program does.</summary>
internal static class DiagnosticWriter
{
    private const char Caret = '^';
    private const char OtherCaret = '-';

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

    /// <returns>The blanks before whatever is said further.</returns>
    public static string Write(TextWriter output, Paint paint, string directory, Diagnostic diagnostic)
    {
        SourceSpan? other = diagnostic.Related == diagnostic.Where ? null : diagnostic.Related;
        string margin = new(' ', Math.Max(NumberOf(diagnostic.Where).Length, other is { } o ? NumberOf(o).Length : 0));
        output.WriteLine(
            $"{SeverityText.Painted(paint, diagnostic.Severity, diagnostic.Id)}: "
            + paint.Strong(Printable.Of(diagnostic.Message)));
        output.WriteLine($"{margin}{paint.Faint("-->")} {Place.Of(directory, diagnostic.Where)}");
        WriteExcerpt(output, paint, margin, diagnostic.Where, Caret);
        if (other is { } place)
        {
            output.WriteLine($"{margin}{paint.Faint(":::")} {Place.Of(directory, place)}");
            WriteExcerpt(output, paint, margin, place, OtherCaret);
        }

        if (diagnostic.Help is not null)
        {
            output.WriteLine($"{margin} {paint.Faint("= help:")} {Printable.Of(diagnostic.Help)}");
        }

        return margin;
    }

    private static void WriteExcerpt(TextWriter output, Paint paint, string margin, SourceSpan where, char caret)
    {
        LinePosition position = where.Position;
        Excerpt excerpt = Excerpt.Of(where.Source.Line(position.Line), position.Column - 1, where.Span.Length);
        if (excerpt.Text.Length == 0)
        {
            return;
        }

        // A span over several lines is underlined to the end of its first.
        string underline = new(caret, excerpt.Width);
        string painted = caret == Caret ? paint.Bad(underline) : paint.Faint(underline);
        output.WriteLine(paint.Faint($"{margin} |"));
        output.WriteLine($"{paint.Faint($"{NumberOf(where).PadLeft(margin.Length)} |")} {excerpt.Text}");
        output.WriteLine($"{paint.Faint($"{margin} |")} {new string(' ', excerpt.Column)}{painted}");
    }

    private static string NumberOf(SourceSpan where) => $"{where.Position.Line}";

    public static JsonObject ToJson(string directory, Diagnostic diagnostic)
    {
        JsonObject place = PlaceOf(directory, diagnostic.Where);
        place.Insert(0, "id", diagnostic.Id);
        place.Insert(1, "severity", SeverityText.Of(diagnostic.Severity));
        place["message"] = diagnostic.Message;
        place["help"] = diagnostic.Help;
        place["related"] = diagnostic.Related is { } related ? PlaceOf(directory, related) : null;
        return place;
    }

    private static JsonObject PlaceOf(string directory, SourceSpan where)
    {
        LinePosition start = where.Position;
        LinePosition end = where.Source.PositionOf(where.Span.End);
        return new JsonObject
        {
            ["file"] = Place.File(directory, where),
            ["line"] = start.Line,
            ["column"] = start.Column,
            ["endLine"] = end.Line,
            ["endColumn"] = end.Column,
        };
    }
}
