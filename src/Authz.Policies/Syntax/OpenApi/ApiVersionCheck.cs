using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>Which OpenAPI a document is written for.</summary>
internal static class ApiVersionCheck
{
    private static readonly string[] Understood = ["3.0.", "3.1.", "3.2."];

    public static bool Passes(YamlMapping root, DiagnosticBag diagnostics)
    {
        YamlEntry version = root.Entries.First(
            entry => entry.Key.Text is ApiDocumentSign.OpenApiKey or ApiDocumentSign.SwaggerKey);
        string text = (version.Value as YamlScalar)?.Text ?? "";
        if (version.Key.Text == ApiDocumentSign.SwaggerKey)
        {
            diagnostics.ReportSwaggerDocument(version.Value.Span, text);
            return false;
        }

        if (version.Value is YamlScalar { Type: YamlScalarType.Text } && Understood.Any(IsBeginningOf))
        {
            return true;
        }

        diagnostics.ReportUnknownOpenApiVersion(version.Value.Span, text);
        return false;

        bool IsBeginningOf(string beginning) =>
            text.StartsWith(beginning, StringComparison.Ordinal)
            && text.Length > beginning.Length
            && !text.AsSpan(beginning.Length).ContainsAnyExceptInRange('0', '9');
    }
}
