using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Authz.Testing;

namespace Authz.Grpc.Tests.Interop;

/// <summary>A client in another language: a program beside this project that prints one outcome a line.</summary>
internal static class ForeignClient
{
    public static string Directory { get; } = Path.GetFullPath(TestCases.Path("..", "Authz.Grpc.Tests", "clients"));

    /// <summary>Whether a command is there and succeeds, and what it printed.</summary>
    public static async Task<(bool Succeeded, string Output)> TryRunAsync(string command, params string[] arguments)
    {
        try
        {
            (int exitCode, string output, string errors) = await RunAsync(command, arguments);
            return (exitCode == 0, output + errors);
        }
        catch (Win32Exception exception)
        {
            return (false, exception.Message);
        }
    }

    public static async Task<IReadOnlyList<CallOutcome>> CallAsync(
        string command,
        string program,
        InteropTarget target,
        IReadOnlyList<CallCase> cases)
    {
        string casesPath = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(casesPath, JsonSerializer.Serialize(cases, CallCases.Json));
            string settings = JsonSerializer.Serialize(SettingsOf(target, casesPath));
            (int exitCode, string output, string errors) = await RunAsync(command, Path.Combine(Directory, program), settings);
            return exitCode == 0
                ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ReadOutcome)]
                : throw new InvalidOperationException($"{program} ended with {exitCode}:\n{errors}\nafter it had printed:\n{output}");
        }
        finally
        {
            File.Delete(casesPath);
        }
    }

    private static Dictionary<string, string> SettingsOf(InteropTarget target, string casesPath)
    {
        var settings = new Dictionary<string, string> { ["target"] = target.Host.Endpoint.ToString(), ["cases"] = casesPath };
        if (target.Tls is { CertificatePath: { } certificatePath, KeyPath: { } keyPath } tls)
        {
            settings["ca"] = tls.ServerCaPath;
            settings["certificate"] = certificatePath;
            settings["key"] = keyPath;
            settings["serverName"] = tls.ServerName;
        }

        return settings;
    }

    private static CallOutcome ReadOutcome(string line) =>
        JsonSerializer.Deserialize<CallOutcome>(line, CallCases.Json) ?? throw new InvalidOperationException($"No outcome: {line}");

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
