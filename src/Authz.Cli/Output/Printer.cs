using System.CommandLine;
using System.Text.Json.Nodes;

namespace Authz.Cli.Output;

/// <summary>Where a verb prints, and in which of the two formats.</summary>
internal sealed record Printer(TextWriter Output, Paint Paint, bool PrintsJson)
{
    public static Printer Of(ParseResult parsed, Option<string> format, CliHost host) => new(
        parsed.InvocationConfiguration.Output,
        new Paint(host.UsesColour),
        parsed.GetRequiredValue(format) == OutputFormats.Json);

    /// <summary>Prints one of the two.</summary>
    public void Print(Action<TextWriter, Paint> asText, Func<JsonNode> asJson)
    {
        if (PrintsJson)
        {
            Json.Write(Output, asJson());
        }
        else
        {
            asText(Output, Paint);
        }
    }
}
