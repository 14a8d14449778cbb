namespace Authz.Store.Versions;

/// <summary>That a version came into force. The latest is what a restart serves.</summary>
public sealed record Activation
{
    /// <summary>Grows with each activation, so that a copy that was restored from an older time is known as such.</summary>
    public required long Epoch { get; init; }

    public required string Digest { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Who did it.</summary>
    public required string By { get; init; }

    /// <summary>Why, in their words; may be empty.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether what the source has since then waits until somebody unpins.</summary>
    public required bool IsPinned { get; init; }
}
