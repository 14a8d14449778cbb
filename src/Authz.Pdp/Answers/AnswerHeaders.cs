namespace Authz.Pdp.Answers;

/// <summary>
/// The headers that are ours to set. INVARIANT: an allow sets or removes each of those that begin with `x-authz-`, so that a provider never sees one
/// that a client made up.
/// </summary>
public static class AnswerHeaders
{
    /// <summary>The name of the block that calls.</summary>
    public const string Client = "x-authz-client";

    /// <summary>X-Road's identifier of the client, on the way to another security server.</summary>
    public const string RoadClient = "x-road-client";

    public const string Version = "x-authz-version";

    public const string Decision = "x-authz-decision";
}
