namespace Authz.Store.Versions;

/// <summary>That a version shall come into force.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why, in their words; may be empty.</param>
/// <param name="IsPinned">Whether what the source has since then waits until somebody unpins.</param>
/// <param name="ExpectedEpoch">What the caller believes to be in force, zero for nothing; null: whatever is.</param>
public sealed record ActivationOrder(string Digest, string By, string Reason, bool IsPinned, long? ExpectedEpoch = null);
