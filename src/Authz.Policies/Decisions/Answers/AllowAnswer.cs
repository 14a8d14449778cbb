using System.Collections.Immutable;

namespace Authz.Policies.Decisions.Answers;

/// <summary>
/// What a rule that allows asks of Envoy. INVARIANT: names and values are such that Envoy takes them; a name stands
/// in one of the lists only.
/// </summary>
public sealed record AllowAnswer
{
    public ImmutableArray<KeyValuePair<string, string>> SetHeaders { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> AppendHeaders { get; init; } = [];

    public ImmutableArray<string> RemoveHeaders { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> SetQuery { get; init; } = [];

    public ImmutableArray<string> RemoveQuery { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> SetResponseHeaders { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> AppendResponseHeaders { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> Metadata { get; init; } = [];
}
