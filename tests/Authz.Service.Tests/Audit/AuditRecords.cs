using System.Text.Json;
using Authz.Pdp;
using Authz.Policies.Decisions;
using Authz.Service.Audit;

namespace Authz.Service.Tests.Audit;

/// <summary>Records as a test needs them, and the lines that became of them.</summary>
internal static class AuditRecords
{
    public static readonly DateTimeOffset Time = new(2026, 11, 28, 10, 0, 0, TimeSpan.Zero);

    public static DecisionRecord Of(DecisionNames? names, Decision decision) => new()
    {
        UtcTicks = Time.UtcTicks,
        LatencyTicks = 123,
        Id = new DecisionId(1, 2),
        Names = names,
        CallerStatus = CallerStatus.Anonymous,
        Proofs = IdentityProofs.None,
        Block = 0,
        Decision = decision,
        Failure = null,
        Trace = default,
    };

    /// <summary>Every line is an object, or this throws.</summary>
    public static JsonElement[] Parse(IEnumerable<string> lines) => [.. lines.Select(static line => JsonDocument.Parse(line).RootElement)];

    public static JsonElement[] ReadFile(string path)
    {
        string text = File.ReadAllText(path);
        Assert.True(text.Length == 0 || text.EndsWith('\n'), "the last line is not whole");
        return Parse(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public static string Kind(JsonElement line) => line.GetProperty("kind").GetString() ?? "";

    public static string Text(JsonElement line, string member) => line.GetProperty(member).GetString() ?? "";
}
