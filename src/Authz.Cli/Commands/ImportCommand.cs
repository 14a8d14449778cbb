using System.CommandLine;

namespace Authz.Cli.Commands;

/// <summary>`authz import`: documents of the language from what others have written.</summary>
internal static class ImportCommand
{
    public static Command Create(CliHost host) =>
        new("import", "Write policy documents from files of other kinds") { ImportOpenApiCommand.Create(host) };
}
