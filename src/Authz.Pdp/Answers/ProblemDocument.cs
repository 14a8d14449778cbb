using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Answers;

namespace Authz.Pdp.Answers;

/// <summary>
/// What a refused caller is told (RFC 9457): that it is refused, and a ticket to ask about. Neither the reason nor the
/// rule, except where the deployment is at fault.
/// </summary>
internal static class ProblemDocument
{
    public const string ContentType = "application/problem+json";

    public static string Denial(int status, DecisionReason reason)
    {
        string? title = DeploymentFaults.Title(reason);
        string? remedy = DeploymentFaults.Remedy(reason);
        return title is null || remedy is null
            ? Plain(status, TitleOf(status))
            : $$"""
              {"type":"urn:authz:{{reason.Token()}}","title":{{Quoted(title)}},"status":{{status}},"detail":{{Quoted(remedy)}},"ticket":"{{AnswerFragment.Hole}}"}
              """;
    }

    /// <summary>What the author of a rule says; the rule itself is not named.</summary>
    public static string OfRule(DenyAnswer answer)
    {
        string detail = answer.ProblemDetail is { } text ? $",\"detail\":{Quoted(text)}" : "";
        return $$"""
            {"type":{{Quoted(answer.ProblemType ?? "about:blank")}},"title":{{Quoted(answer.ProblemTitle ?? TitleOf(answer.Status))}},"status":{{answer.Status.ToString(CultureInfo.InvariantCulture)}}{{detail}},"ticket":"{{AnswerFragment.Hole}}"}
            """;
    }

    public static string Failure(int status) => Plain(status, "Service Unavailable");

    private static string Plain(int status, string title) =>
        $$"""
        {"type":"about:blank","title":"{{title}}","status":{{status}},"ticket":"{{AnswerFragment.Hole}}"}
        """;

    private static string TitleOf(int status) => status switch
    {
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        429 => "Too Many Requests",
        451 => "Unavailable For Legal Reasons",
        503 => "Service Unavailable",
        < 500 => "Client Error",
        _ => "Server Error",
    };

    private static string Quoted(string text) =>
        $"\"{JsonEncodedText.Encode(text.ReplaceLineEndings("\n"), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
