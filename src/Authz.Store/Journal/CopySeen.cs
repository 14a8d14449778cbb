namespace Authz.Store.Journal;

/// <summary>When a copy was up to date.</summary>
internal sealed record CopySeen(DateTimeOffset Time);
