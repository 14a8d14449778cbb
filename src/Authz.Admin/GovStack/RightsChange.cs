using Authz.Admin.Administration;
using Authz.Admin.Calls;
using Authz.Admin.Http;
using Authz.Policies;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Store.Versions;

namespace Authz.Admin.GovStack;

/// <summary>Rights given or taken: a new version, made from the one in force, published and activated in the name of the caller.</summary>
internal static class RightsChange
{
    public static async Task<AdminAnswer> ApplyAsync(CallContext context, AdminRequest request, Effect effect, CancellationToken cancellation)
    {
        PolicyAdministration administration = context.Administration;
        var view = PolicyView.Of(administration, context.Clock.GetUtcNow());
        IReadOnlyList<(BoundBlock Caller, BoundService Service)> pairs = RightsRequest.Read(request.Body, view);
        RepositoryState state = administration.State;
        VersionRecord current = VersionReference.Find(state, VersionReference.Active);
        if (!administration.Options.FourEyes)
        {
            // Before anything is published: a pin, or the folder, would leave a version that nobody asked for.
            administration.RequireActivatable(state, new ActivationRequest(current.Digest, request.By, ""));
        }

        SourceSet sources = Changed(await administration.ReadAsync(current, cancellation).ConfigureAwait(false), pairs, effect);
        string verb = effect switch { Effect.Allow => "allow", Effect.Deny => "deny" };
        Publication publication = await administration.PublishAsync(
            sources, request.By, $"rights: {verb} {pairs.Count} pairs of service and application", cancellation).ConfigureAwait(false);
        if (publication.Version is not { } version)
        {
            return ProblemAnswer.OfFindings(publication.Diagnostics, request.RequestId);
        }

        if (version.Digest == current.Digest)
        {
            return Answer(200, administration, version, "it was so already");
        }

        if (administration.Options.FourEyes && !PolicyAdministration.IsApproved(administration.State, version))
        {
            return Answer(202, administration, version, $"published; it comes into force when somebody else has approved it and it is activated: `authz approve {version.Number}`");
        }

        await administration.ActivateAsync(
            new ActivationRequest(version.Digest, request.By, version.Note.Message, state.Active?.Epoch ?? 0), cancellation).ConfigureAwait(false);
        return Answer(200, administration, version, "in force");
    }

    private static SourceSet Changed(SourceSet current, IReadOnlyList<(BoundBlock Caller, BoundService Service)> pairs, Effect effect)
    {
        var files = current.Files.ToBuilder();
        foreach ((BoundBlock caller, BoundService service) in pairs)
        {
            string path = RightsDocument.PathOf(caller, service);
            if (files.TryGetValue(path, out ReadOnlyMemory<byte> former) && !RightsDocument.IsOwn(former.Span, caller, service))
            {
                throw new AdministrationException(
                    Refusal.Conflict, $"{path} of the version in force was not written by this API, and it replaces no file of others: rename that file, and publish");
            }

            files[path] = RightsDocument.Write(caller, service, effect);
        }

        return new SourceSet(files.ToImmutable());
    }

    private static AdminAnswer Answer(int status, PolicyAdministration administration, VersionRecord version, string outcome) => AdminAnswer.Of(
        status, new { outcome, version = VersionViews.Short(administration.State, version) }, version.Digest);
}
