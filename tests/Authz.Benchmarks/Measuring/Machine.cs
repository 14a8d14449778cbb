using System.Runtime.InteropServices;

namespace Authz.Benchmarks.Measuring;

/// <summary>What figures were made on.</summary>
internal static class Machine
{
    private const string ProcessorFile = "/proc/cpuinfo";

    public static string Description => $"{Environment.ProcessorCount} cores ({Processor()}), {RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        string? line = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
