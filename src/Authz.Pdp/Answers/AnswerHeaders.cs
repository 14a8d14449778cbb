namespace Authz.Pdp.Answers;

/// <summary>
/// The headers that are ours to set. INVARIANT: an allow sets or removes each of them, so that a provider never sees one
/// that a client made up.
/// </summary>
public static class AnswerHeaders
{
    /// <summary>The name of the block that calls.</summary>
    public const string Client = "x-authz-client";

    public const string Version = "x-authz-version";

    public const string Decision = "x-authz-decision";
}
