using System.CommandLine;
using Authz.Cli.Output;

namespace Authz.Cli.Commands;

/// <summary>Arguments and options that several verbs take, each made anew for its verb.</summary>
internal static class CommonSymbols
{
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

    public static Option<string> Format()
    {
        var format = new Option<string>("--format")
        {
            Description = "How to print (docs/cli.md has an example of each)",
            DefaultValueFactory = _ => OutputFormats.Text,
        };
        return format.AcceptOnlyFromAmong(OutputFormats.Text, OutputFormats.Json);
    }
}
