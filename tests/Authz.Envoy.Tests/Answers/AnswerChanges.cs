namespace Authz.Envoy.Tests.Answers;

/// <summary>What one rule makes of its answer.</summary>
internal sealed record AnswerChanges
{
    public Dictionary<string, string> Set { get; init; } = [];

    public Dictionary<string, string> Append { get; init; } = [];

    public string[] Remove { get; init; } = [];

    public Dictionary<string, string> Query { get; init; } = [];

    /// <summary>Headers that the client gets.</summary>
    public Dictionary<string, string> Response { get; init; } = [];

    public int Status { get; init; }

    public string Title { get; init; } = "";
}
