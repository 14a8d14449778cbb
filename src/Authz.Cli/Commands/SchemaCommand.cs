using System.CommandLine;
using Authz.Cli.Output;
using Authz.Policies.Syntax.Schema;

namespace Authz.Cli.Commands;

/// <summary>`authz schema`: the language as a JSON Schema, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        Option<string?> file = new("--out") { Description = "Write it to this file", HelpName = "FILE" };
        var command = new Command("schema", "Print the JSON Schema of a policy document, for editors") { file };
        command.SetAction(parsed =>
        {
            string schema = PolicySchema.Write();
            if (parsed.GetValue(file) is { } path)
            {
                WholeFile.Write(path, schema, isSecret: false);
            }
            else
            {
                parsed.InvocationConfiguration.Output.Write(schema);
            }

            return ExitCodes.Fine;
        });
        return command;
    }
}
