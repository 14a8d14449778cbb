using System.CommandLine;
using Authz.Cli.Output;

namespace Authz.Cli.Commands;

/// <summary>Arguments and options that several verbs take, each made anew for its verb.</summary>
internal static class CommonSymbols
{
    public const string NoColourName = "--no-colour";

    private const string DefaultDirectory = "policies";

    public static Argument<string> Directory() => new("DIR")
    {
        Description = "The folder of policies",
        DefaultValueFactory = _ => DefaultDirectory,
    };

    public static Option<string> Policies() => new("--policies")
    {
        Description = "The folder of policies",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultDirectory,
    };

    /// <summary>Beside NO_COLOR: for one run, and for who cannot set the environment.</summary>
    public static Option<bool> NoColour()
    {
        var option = new Option<bool>(NoColourName) { Description = "Print without colour", Recursive = true };
        option.Aliases.Add("--no-color");
        return option;
    }

    /// <param name="others">Formats that this verb prints beside text and JSON.</param>
    public static Option<string> Format(params string[] others)
    {
        var format = new Option<string>("--format")
        {
            Description = "How to print (docs/cli.md has an example of each)",
            DefaultValueFactory = _ => OutputFormats.Text,
        };
        return format.AcceptOnlyFromAmong([OutputFormats.Text, OutputFormats.Json, .. others]);
    }
}
