using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Policies.Syntax.Reading;

namespace Authz.Policies.Syntax.Schema;

/// <summary>The language as a JSON Schema, for editors. It takes every right document; the compiler refuses more.</summary>
public static class PolicySchema
{
    /// <summary>Where the schema of this version of the language is kept.</summary>
    public const string FileName = "authz.v1.schema.json";

    // For editors, never for HTML: backticks stay readable. The line end is that of the file in the repository.
    private static readonly JsonSerializerOptions Options =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write() => JsonSchemaWriter.Write(DocumentReader.Shape).ToJsonString(Options) + "\n";
}
