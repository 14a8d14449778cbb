namespace Authz.Store.Versions;

/// <summary>That somebody has looked at a version and is for it.</summary>
public sealed record Approval
{
    public required string Digest { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>May be empty.</summary>
    public required string Comment { get; init; }
}
