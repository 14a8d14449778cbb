using System.Text.Encodings.Web;
using System.Text.Json;

namespace Authz.Cli.Servers;

/// <summary>How bodies are written: a policy in any script is not made six times as long.</summary>
internal static class RelaxedJson
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
