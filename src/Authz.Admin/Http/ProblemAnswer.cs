using System.Collections.Immutable;
using Authz.Admin.Administration;
using Authz.Admin.Calls;
using Authz.Policies.Text;
using Authz.Store.Versions;
using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Http;

/// <summary>Refusals as problem documents (RFC 9457).</summary>
internal static class ProblemAnswer
{
    public const string ContentType = "application/problem+json";

    public static AdminAnswer Of(Refusal refusal, string detail, string requestId)
    {
        ProblemKind kind = ProblemKind.Of(refusal);
        byte[] body = AdminJson.Write(new
        {
            type = $"urn:authz:problem:{kind.Slug}",
            title = kind.Title,
            status = kind.Status,
            detail,
            instance = $"urn:authz:request:{requestId}",
        });
        return new AdminAnswer(kind.Status, ContentType, body) { Reason = detail };
    }

    /// <summary>A candidate with errors: the findings stand beside the problem's own members.</summary>
    public static AdminAnswer OfFindings(ImmutableArray<Diagnostic> findings, string requestId)
    {
        string detail = $"{findings.Count(static finding => finding.IsError)} errors: nothing is kept";
        byte[] body = AdminJson.Write(new
        {
            type = "urn:authz:problem:policy-errors",
            title = "The policies have errors",
            status = StatusCodes.Status422UnprocessableEntity,
            detail,
            instance = $"urn:authz:request:{requestId}",
            findingCount = findings.Length,
            findings = VersionViews.Of(findings),
        });
        return new AdminAnswer(StatusCodes.Status422UnprocessableEntity, ContentType, body) { Reason = detail };
    }

    /// <summary>Null: it is nothing that a caller is told more of than that it happened.</summary>
    public static AdminAnswer? Of(Exception failure, string requestId) => failure switch
    {
        AdministrationException refused => Of(refused.Refusal, refused.Message, requestId) with { RetryAfter = refused.RetryAfter },
        RepositoryException refused => Of(ProblemKind.Of(refused.Problem), refused.Message, requestId),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Of(Refusal.TooLarge, "the body is larger than is read here: see the limits in /openapi/v1.json", requestId),
        BadHttpRequestException => Of(Refusal.Malformed, "the request is not well-formed HTTP", requestId),
        _ => null,
    };
}
