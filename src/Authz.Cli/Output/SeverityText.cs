using Authz.Policies.Text;

namespace Authz.Cli.Output;

internal static class SeverityText
{
    public static string Of(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Note => "note",
    };

    /// <summary>`error[AZ0101]`.</summary>
    public static string Painted(Paint paint, DiagnosticSeverity severity, string id)
    {
        string text = $"{Of(severity)}[{id}]";
        return severity switch
        {
            DiagnosticSeverity.Error => paint.Bad(text),
            DiagnosticSeverity.Warning => paint.Warning(text),
            DiagnosticSeverity.Note => paint.Strong(text),
        };
    }
}
