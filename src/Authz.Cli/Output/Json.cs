using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Authz.Cli.Output;

internal static class Json
{
    // For terminals and files, never for HTML: `§` and `'` stay readable.
    private static readonly JsonSerializerOptions options =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, JsonNode node) => output.WriteLine(node.ToJsonString(options));
}
