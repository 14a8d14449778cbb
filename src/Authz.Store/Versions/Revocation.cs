namespace Authz.Store.Versions;

/// <summary>A deny that lies over every version, until it is lifted.</summary>
public sealed record Revocation
{
    /// <summary>As <see cref="To"/>: every service of everybody.</summary>
    public const string Everything = "*";

    /// <summary>Grows, and is not given twice.</summary>
    public required long Id { get; init; }

    /// <inheritdoc cref="RevocationOrder.From"/>
    public required string From { get; init; }

    /// <inheritdoc cref="RevocationOrder.To"/>
    public required string To { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>May be empty.</summary>
    public required string Reason { get; init; }
}
