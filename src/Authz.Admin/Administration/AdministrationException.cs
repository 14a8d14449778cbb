namespace Authz.Admin.Administration;

/// <summary>What was asked for is not done, and nothing changed. The message says what, where, and how to mend it.</summary>
public sealed class AdministrationException(Refusal refusal, string message) : Exception(message)
{
    public Refusal Refusal { get; } = refusal;

    /// <summary>For <see cref="Refusal.TooMany"/> and <see cref="Refusal.Unavailable"/>: when to ask again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
