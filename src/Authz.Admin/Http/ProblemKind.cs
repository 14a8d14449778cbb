using Authz.Admin.Administration;
using Authz.Store.Versions;
using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Http;

/// <summary>How a refusal is answered.</summary>
/// <param name="Slug">The end of the problem's type, `urn:authz:problem:SLUG`: programs tell problems apart by it.</param>
internal readonly record struct ProblemKind(int Status, string Slug, string Title)
{
    public static ProblemKind Of(Refusal refusal) => refusal switch
    {
        Refusal.Unavailable => new(StatusCodes.Status503ServiceUnavailable, "unavailable", "It cannot be done now"),
        Refusal.Malformed => new(StatusCodes.Status400BadRequest, "malformed", "The request cannot be read"),
        Refusal.Invalid => new(StatusCodes.Status422UnprocessableEntity, "invalid", "The request makes no sense"),
        Refusal.NotFound => new(StatusCodes.Status404NotFound, "not-found", "There is no such thing"),
        Refusal.Conflict => new(StatusCodes.Status409Conflict, "conflict", "Something else happened first"),
        Refusal.FolderIsAuthor => new(StatusCodes.Status409Conflict, "folder-is-author", "The folder of policies is the author"),
        Refusal.NotApproved => new(StatusCodes.Status409Conflict, "not-approved", "Somebody else has to approve it first"),
        Refusal.OwnVersion => new(StatusCodes.Status403Forbidden, "own-version", "Nobody approves a version of their own"),
        Refusal.Pinned => new(StatusCodes.Status409Conflict, "pinned", "A rollback holds until somebody unpins"),
        Refusal.Damaged => new(StatusCodes.Status409Conflict, "damaged", "The version cannot be used any more"),
        Refusal.TooLarge => new(StatusCodes.Status413PayloadTooLarge, "too-large", "The request is too large"),
        Refusal.UnknownMediaType => new(StatusCodes.Status415UnsupportedMediaType, "unknown-media-type", "The body is of a type that is not read here"),
        Refusal.Unknown => new(StatusCodes.Status401Unauthorized, "unknown-caller", "Nobody is known by these credentials"),
        Refusal.NotAllowed => new(StatusCodes.Status403Forbidden, "not-allowed", "The caller may not do this"),
        Refusal.TooMany => new(StatusCodes.Status429TooManyRequests, "too-many", "Too many calls"),
        Refusal.Misdirected => new(StatusCodes.Status421MisdirectedRequest, "misdirected", "The request was meant for another host"),
        Refusal.WrongMethod => new(StatusCodes.Status405MethodNotAllowed, "wrong-method", "The method is not known here"),
        Refusal.KeyReused => new(StatusCodes.Status422UnprocessableEntity, "key-reused", "The idempotency key was used for another request"),
        Refusal.TooSlow => new(StatusCodes.Status408RequestTimeout, "too-slow", "The request did not come in time"),
        Refusal.Fault => new(StatusCodes.Status500InternalServerError, "fault", "A fault of the program"),
    };

    public static Refusal Of(RepositoryProblem problem) => problem switch
    {
        RepositoryProblem.Unavailable => Refusal.Unavailable,
        RepositoryProblem.NotFound => Refusal.NotFound,
        RepositoryProblem.Conflict => Refusal.Conflict,
        RepositoryProblem.Damaged => Refusal.Damaged,
        RepositoryProblem.Invalid => Refusal.Invalid,
    };
}
