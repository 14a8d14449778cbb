using Authz.Admin.Administration;
using Authz.Admin.Callers;
using Authz.Admin.Http;
using Authz.Policies;
using Authz.Policies.Analysis.Changes;
using Authz.Store.Versions;

namespace Authz.Admin.Calls;

/// <summary>Versions: published, listed, read, compared, approved.</summary>
internal static class VersionCalls
{
    private const int ListedMax = 1000;
    private const int ListedDefault = 100;

    private static readonly CallMember From = new("from", MemberKind.Text, "the version to compare with: number, digest or `active`; the version in force by default");

    public static IEnumerable<AdminCall> Of(CallContext context)
    {
        PolicyAdministration administration = context.Administration;
        yield return new AdminCall("GET", "/api/v1/versions", "Versions that are kept, newest first", CallTable.Readers, (request, _) => List(administration, request))
        {
            Query =
            [
                new CallMember("limit", MemberKind.Number, $"how many, at most {ListedMax}; {ListedDefault} by default"),
                new CallMember("before", MemberKind.Number, "only those with a lower number"),
            ],
        };
        yield return new AdminCall(
            "POST",
            "/api/v1/versions",
            "Publish a whole set of policy files: it is compiled, and kept as a version if it has no errors. It does not come into force by this",
            AdminRoles.Author,
            (request, cancellation) => PublishAsync(administration, request, cancellation))
        {
            MediaTypes = [AdminAnswer.Json, Candidate.Tar],
            BodyBytesMax = Candidate.BytesMax,
            Query = [new CallMember("message", MemberKind.Text, "why, where the body is an archive")],
            Body =
            [
                new CallMember("files", MemberKind.Texts, "path to text, of every file of the set", IsRequired: true),
                new CallMember("message", MemberKind.Text, "why"),
            ],
            Answers =
            [
                (201, AdminAnswer.Json, "It is kept; findings are warnings"),
                (200, AdminAnswer.Json, "Just these files were kept already"),
                (422, ProblemAnswer.ContentType, "It has errors, and is not kept: the findings say where"),
            ],
        };
        yield return new AdminCall("GET", "/api/v1/versions/{version}", "One version", CallTable.Readers, (request, _) =>
        {
            RepositoryState state = administration.State;
            VersionRecord version = VersionReference.Find(state, request.Route("version"));
            return Task.FromResult(AdminAnswer.Of(200, VersionViews.Whole(state, version), version.Digest));
        });
        yield return new AdminCall(
            "GET", "/api/v1/versions/{version}/files/{**path}", "One file of a version, as it was published", CallTable.Readers,
            (request, cancellation) => ReadFileAsync(administration, request, cancellation))
        {
            Answers = [(200, "text/plain; charset=utf-8", "Its bytes")],
        };
        yield return new AdminCall(
            "GET", "/api/v1/versions/{version}/diff", "What differs in the texts of two versions, as `diff -u` writes it", CallTable.Readers,
            async (request, cancellation) =>
            {
                VersionComparison comparison = await CompareAsync(administration, request, cancellation).ConfigureAwait(false);
                string text = await administration.DiffAsync(comparison, cancellation).ConfigureAwait(false);
                return new AdminAnswer(200, "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(text));
            })
        {
            Query = [From],
            Answers = [(200, "text/plain; charset=utf-8", "Empty where nothing differs")],
        };
        yield return new AdminCall(
            "GET", "/api/v1/versions/{version}/changes", "Who gains and who loses rights between two versions, request by request, and which operations differ. Identities, issuers and hosts are not compared: read the diff too", CallTable.Readers,
            async (request, cancellation) =>
            {
                VersionComparison comparison = await CompareAsync(administration, request, cancellation).ConfigureAwait(false);
                (PolicyChanges operations, RightsComparison rights) = await administration.ChangesAsync(comparison, cancellation).ConfigureAwait(false);
                return AdminAnswer.Of(200, VersionViews.Of(operations, rights), comparison.After.Digest);
            })
        {
            Query = [From],
        };
        yield return new AdminCall(
            "POST", "/api/v1/versions/{version}/approvals", "Approve a version of somebody else", AdminRoles.Approver,
            async (request, cancellation) =>
            {
                Approval approval = await administration.ApproveAsync(
                    request.Route("version"), request.By, request.Text("comment") ?? "", cancellation).ConfigureAwait(false);
                return AdminAnswer.Of(201, VersionViews.Of(approval), approval.Digest);
            })
        {
            MediaTypes = [AdminAnswer.Json],
            Body = [new CallMember("comment", MemberKind.Text, "what was looked at")],
            Answers = [(201, AdminAnswer.Json, "It is approved")],
        };
    }

    private static Task<AdminAnswer> List(PolicyAdministration administration, AdminRequest request)
    {
        RepositoryState state = administration.State;
        long before = request.Number("before") ?? long.MaxValue;
        int limit = (int)Math.Min(request.Number("limit") ?? ListedDefault, ListedMax);
        return Task.FromResult(AdminAnswer.Of(200, new
        {
            versions = state.Versions.Where(version => version.Number < before).Take(limit).Select(version => VersionViews.Short(state, version)),
        }));
    }

    private static async Task<AdminAnswer> PublishAsync(PolicyAdministration administration, AdminRequest request, CancellationToken cancellation)
    {
        Publication publication = await administration.PublishAsync(
            Candidate.Read(request), request.By, request.Text("message") ?? "", cancellation).ConfigureAwait(false);
        if (publication.Version is not { } version)
        {
            return ProblemAnswer.OfFindings(publication.Diagnostics, request.RequestId);
        }

        return AdminAnswer.Of(publication.IsNew ? 201 : 200, VersionViews.Of(administration.State, publication, version), version.Digest) with { Location = $"/api/v1/versions/{version.Number}" };
    }

    private static async Task<AdminAnswer> ReadFileAsync(PolicyAdministration administration, AdminRequest request, CancellationToken cancellation)
    {
        VersionRecord version = administration.Find(request.Route("version"));
        SourceSet sources = await administration.ReadAsync(version, cancellation).ConfigureAwait(false);
        return sources.Files.TryGetValue(request.Route("path"), out ReadOnlyMemory<byte> content)
            ? new AdminAnswer(200, "text/plain; charset=utf-8", content) { Target = version.Digest }
            : throw new AdministrationException(Refusal.NotFound, $"version {version.Number} has no file of this path: `GET /api/v1/versions/{version.Number}` lists all");
    }

    private static Task<VersionComparison> CompareAsync(PolicyAdministration administration, AdminRequest request, CancellationToken cancellation) =>
        administration.CompareAsync(request.Text("from") ?? VersionReference.Active, request.Route("version"), cancellation);
}
