using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Authz.Policies.Syntax.Schema;
using Authz.Testing;

namespace Authz.Policies.Tests.Syntax.Schema;

/// <summary>A validator that is not ours: Python's jsonschema, as Debian packages it.</summary>
internal static class SchemaValidator
{
    public const string MissingReason = "no python3 with the module jsonschema (Debian: apt-get install python3-jsonschema)";

    // A python3 from elsewhere on PATH does not see Debian's packages.
    private static readonly string[] candidates = ["python3", "/usr/bin/python3"];

    private static string Program =>
        Repository.PathTo("tests", "Authz.Policies.Tests", "Syntax", "Schema", "validate_documents.py");

    /// <summary>Null: there is none on this machine.</summary>
    public static async Task<string?> FindAsync()
    {
        foreach (string candidate in candidates)
        {
            if (await RunAsync(candidate, ["-c", "import jsonschema"], "") is (true, _))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>What is wrong with each document; null: nothing.</summary>
    public static async Task<string?[]> JudgeAsync(string python, IEnumerable<JsonNode?> documents)
    {
        var question = new JsonObject
        {
            ["schema"] = JsonNode.Parse(PolicySchema.Write()),
            ["documents"] = new JsonArray([.. documents]),
        };
        (bool succeeded, string output) = await RunAsync(python, [Program], question.ToJsonString());
        Assert.True(succeeded, output);
        return [.. JsonNode.Parse(output)!.AsArray().Select(fault => (string?)fault)];
    }

    private static async Task<(bool Succeeded, string Output)> RunAsync(string command, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start");
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? (true, await output) : (false, await errors + await output);
        }
        catch (Win32Exception exception)
        {
            return (false, exception.Message);
        }
    }
}
