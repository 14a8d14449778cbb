using System.CommandLine;

namespace Authz.Cli.Commands;

/// <summary>Arguments and options of the verbs that are about versions, each made anew for its verb.</summary>
internal static class VersionSymbols
{
    public static Option<string> Data() => new("--data")
    {
        Description = "The folder that the service has as --data: the journal lies in it",
        HelpName = "DIR",
        Required = true,
    };

    public static Argument<string> Version() => new("VERSION")
    {
        Description = "Its number, the first digits of its digest, or `active`",
    };

    public static Option<string> By() => new("--by")
    {
        Description = "Who does it",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.UserName,
    };

    public static Option<string> Reason() => new("--reason")
    {
        Description = "Why",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "",
    };
}
