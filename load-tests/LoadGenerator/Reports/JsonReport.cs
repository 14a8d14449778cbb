using System.Text.Json;

namespace Authz.LoadGenerator.Reports;

/// <summary>A run for other programs: the properties of <see cref="RunReport"/>, in camel case.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(RunReport report, Stream stream) => JsonSerializer.Serialize(stream, report, options);
}
