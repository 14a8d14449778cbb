namespace Authz.Pdp.Answers;

/// <summary>What of a decision the parties to a call are told.</summary>
public sealed record AnswerSettings
{
    /// <summary>The provider hears which version allowed the call. Off: the header is removed, whoever sent it.</summary>
    public bool VersionHeader { get; init; } = true;

    /// <summary>Provider and caller hear the decision id. Off: the header is removed; a problem document still has it.</summary>
    public bool DecisionHeader { get; init; } = true;

    /// <summary>What of this version's credentials goes on, and what must not.</summary>
    public ForwardedHeaders Forwarded { get; init; } = ForwardedHeaders.None;

    /// <summary>The `www-authenticate` of a 401: RFC 9110 section 15.5.2 asks for one.</summary>
    public string Challenge { get; init; } = "Certificate realm=\"authz\"";
}
