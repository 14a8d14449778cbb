using System.CommandLine;
using System.Text.Json.Nodes;
using Authz.Cli.Commands;

namespace Authz.Cli.Output;

/// <summary>Where a verb prints, and in which format.</summary>
internal sealed record Printer(TextWriter Output, Paint Paint, string Format)
{
    public static Printer Of(ParseResult parsed, Option<string> format, CliHost host) => new(
        parsed.InvocationConfiguration.Output,
        new Paint(host.UsesColour && !parsed.GetValue<bool>(CommonSymbols.NoColourName)),
        parsed.GetRequiredValue(format));

    /// <summary>Prints one of the two.</summary>
    public void Print(Action<TextWriter, Paint> asText, Func<JsonNode> asJson)
    {
        if (Format == OutputFormats.Text)
        {
            asText(Output, Paint);
        }
        else
        {
            Json.Write(Output, asJson());
        }
    }
}
