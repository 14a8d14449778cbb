using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Authz.Benchmarks.Scale;

/// <summary>A measurement in a process of its own, so that none finds what another has left.</summary>
internal static class ScaleProcess
{
    public const string Command = "scale-one";

    public static ScaleRow Run(string shape, int rules)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Authz.Benchmarks.dll");
        var start = new ProcessStartInfo("dotnet", [program, Command, shape, rules.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<ScaleRow>(output) ?? throw new InvalidOperationException(output)
            : throw new InvalidOperationException($"{shape} of {rules} rules ended with {process.ExitCode}");
    }
}
