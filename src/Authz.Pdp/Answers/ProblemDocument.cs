using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Policies.Decisions;

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

    public static string Failure(int status) => Plain(status, "Service Unavailable");

    private static string Plain(int status, string title) =>
        $$"""
        {"type":"about:blank","title":"{{title}}","status":{{status}},"ticket":"{{AnswerFragment.Hole}}"}
        """;

    private static string TitleOf(int status) => status == 401 ? "Unauthorized" : "Forbidden";

    private static string Quoted(string text) =>
        $"\"{JsonEncodedText.Encode(text.ReplaceLineEndings("\n"), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
