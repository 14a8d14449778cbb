using Authz.Policies.Decisions;

namespace Authz.Pdp.Answers;

/// <summary>The status and HTTP answer of each kind of denial, whole but for the decision id.</summary>
internal sealed class DenialAnswers
{
    // google.rpc codes.
    private const ulong PermissionDenied = 7;
    private const ulong Unauthenticated = 16;

    private readonly AnswerFragment[] forbidden;
    private readonly AnswerFragment[] unauthorized;
    private readonly AnswerFragment[] reasons;

    public DenialAnswers(AnswerSettings settings)
    {
        DecisionReason[] all = Enum.GetValues<DecisionReason>();
        forbidden = [.. all.Select(reason => Prepare(PermissionDenied, 403, reason, settings))];
        unauthorized = [.. all.Select(reason => Prepare(Unauthenticated, 401, reason, settings))];
        reasons = [.. all.Select(reason => new AnswerFragment(AnswerFields.MetadataEntry("reason", reason.Token())))];
    }

    /// <summary>The code of google.rpc that goes with an HTTP status. INVARIANT: it is never 0, which would allow.</summary>
    public static ulong CodeOf(int status) => status == 401 ? Unauthenticated : PermissionDenied;

    public AnswerFragment Of(in Decision decision) =>
        (decision.IsUnauthenticated ? unauthorized : forbidden)[IndexOf(decision.Reason)];

    public AnswerFragment ReasonOf(in Decision decision) => reasons[IndexOf(decision.Reason)];

    // A reason that nobody knows denies like the others.
    private int IndexOf(DecisionReason reason) => (int)reason < reasons.Length ? (int)reason : (int)DecisionReason.None;

    private static AnswerFragment Prepare(ulong code, int status, DecisionReason reason, AnswerSettings settings)
    {
        var headers = new List<(string, string)> { ("content-type", ProblemDocument.ContentType) };
        if (status == 401)
        {
            headers.Add(("www-authenticate", ChallengeOf(reason, settings)));
        }

        if (settings.DecisionHeader)
        {
            headers.Add((AnswerHeaders.Decision, AnswerFragment.Hole));
        }

        string body = ProblemDocument.Denial(status, reason);
        return new AnswerFragment(AnswerFields.StatusOf(code).Message(
            AnswerFields.DeniedResponse, AnswerFields.HttpAnswer(status, body, [.. headers])));
    }

    /// <summary>Whoever sent a token that is not taken is told so as RFC 6750 section 3 has it: clients fetch a new one then.</summary>
    private static string ChallengeOf(DecisionReason reason, AnswerSettings settings) =>
        reason is DecisionReason.BadToken or DecisionReason.UnknownToken
            ? "Bearer realm=\"authz\", error=\"invalid_token\""
            : settings.Challenge;
}
