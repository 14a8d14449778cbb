using System.CommandLine;

namespace Authz.Cli.Commands;

/// <summary>Arguments and options of the verbs that are about versions, each made anew for its verb.</summary>
internal static class VersionSymbols
{
    public static Argument<string> Version() => new("VERSION")
    {
        Description = "Its number, its digest or the first 12 digits of it, or `active`",
    };

    public static Option<string> Reason() => new("--reason")
    {
        Description = "Why",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "",
    };
}
