using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Admin.Administration;
using Authz.Cli.Reading;
using Authz.Cli.Versions;
using Authz.Store.Versions;

namespace Authz.Cli.Servers;

/// <summary>The verbs at a service, by its admin API: it knows who asks, and has the rules.</summary>
internal sealed class ServerAccess(ServerClient client) : IVersionAccess
{
    private const string Root = "api/v1";

    /// <summary>What one answer lists at most.</summary>
    private const int PageLength = 1000;

    /// <summary>One call waits no longer: what is between here and the service may end a longer one.</summary>
    private const int WaitSecondsOfCall = 20;

    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    public VersionList List()
    {
        ImmutableArray<VersionSummary>.Builder versions = ImmutableArray.CreateBuilder<VersionSummary>();
        long? before = null;
        while (true)
        {
            string from = before is null ? "" : string.Create(CultureInfo.InvariantCulture, $"&before={before}");
            VersionSummary[] page =
            [
                .. client.Get(string.Create(CultureInfo.InvariantCulture, $"{Root}/versions?limit={PageLength}{from}"))
                    .Objects("versions").Select(static version => AnswerViews.ToSummary(version)),
            ];
            versions.AddRange(page);
            if (page.Length < PageLength || page[^1].Number >= before)
            {
                break;
            }

            before = page[^1].Number;
        }

        bool isPinned = client.Get($"{Root}/status").ObjectOrNull("inForce") is { } active && active.Flag("isPinned");
        return new VersionList(versions.ToImmutable(), isPinned);
    }

    public VersionDetail Show(string reference) => AnswerViews.ToDetail(client.Get($"{Root}/versions/{ServerClient.Segment(reference)}"));

    public string ReadFile(string reference, string path)
    {
        string segments = string.Join('/', path.Split('/').Select(ServerClient.Segment));
        return Encoding.UTF8.GetString(client.GetBytes($"{Root}/versions/{ServerClient.Segment(reference)}/files/{segments}"));
    }

    public PublishedVersion Publish(PolicyFolder folder, string message)
    {
        VersionDetail? active = FindActive();
        Answer answer = client.Change(
            HttpMethod.Post,
            $"{Root}/versions",
            new JsonObject
            {
                ["files"] = new JsonObject(folder.Sources.Files.Select(static file =>
                    KeyValuePair.Create(file.Key, (JsonNode?)JsonValue.Create(TextOf(file.Key, file.Value))))),
                ["message"] = message,
            });
        Answer version = answer.ObjectOrNull("version") ?? throw new ServerException("the answer has no version: are the service and this command of the same version?");
        VersionSummary kept = AnswerViews.ToSummary(version);
        Answer? changes = active is null ? null : FindChanges(active.Summary, kept);
        return new PublishedVersion(
            kept,
            answer.Flag("isNew"),
            active?.Summary,
            FileChanges.Between(active?.Files ?? [], [.. folder.Sources.Files.Select(static file => FileOf(file.Key, file.Value))]),
            changes is { } operations ? AnsweredChanges.ToOperations(operations) : null,
            changes is { } rights ? AnsweredChanges.ToRights(rights) : null);
    }

    public ApprovedVersion Approve(string reference, string comment)
    {
        Answer answer = client.Change(
            HttpMethod.Post, $"{Root}/versions/{ServerClient.Segment(reference)}/approvals", new JsonObject { ["comment"] = comment });
        Approval approval = AnswerViews.ToApproval(answer);
        return new ApprovedVersion(approval, Show(approval.Digest).Summary);
    }

    public ActivatedVersion Activate(string reference, string reason) => AnswerViews.ToActivated(client.Change(
        HttpMethod.Post, $"{Root}/activations", new JsonObject { ["version"] = reference, ["reason"] = reason }));

    public ActivatedVersion RollBack(string? reference, string reason) => AnswerViews.ToActivated(client.Change(
        HttpMethod.Post,
        $"{Root}/rollbacks",
        reference is null ? new JsonObject { ["reason"] = reason } : new JsonObject { ["version"] = reference, ["reason"] = reason }));

    public ActivatedVersion Unpin(string reason) => AnswerViews.ToActivated(client.Change(
        HttpMethod.Post, $"{Root}/unpin", new JsonObject { ["reason"] = reason }));

    public RevocationOutcome Revoke(string from, string to, string reason, bool unknownToo)
    {
        Answer answer = client.Change(
            HttpMethod.Post,
            $"{Root}/revocations",
            new JsonObject { ["from"] = from, ["to"] = to, ["reason"] = reason, ["unknownToo"] = unknownToo });
        return new RevocationOutcome(AnswerViews.ToRevocation(answer), answer.TextOrNull("problem"));
    }

    public int Lift(long revocation, string reason)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"{Root}/revocations/{revocation}?reason={Uri.EscapeDataString(reason)}");
        client.Change(HttpMethod.Delete, path, null);
        return client.Get($"{Root}/revocations").Objects("revocations").Count();
    }

    public (VersionSummary Version, Replication Replication) Wait(string reference, TimeSpan atMost)
    {
        // What is active may change while it is waited for.
        VersionSummary version = Show(reference).Summary;
        int left = (int)atMost.TotalSeconds;
        while (true)
        {
            int seconds = Math.Min(left, WaitSecondsOfCall);
            Answer answer = client.Get(
                string.Create(CultureInfo.InvariantCulture, $"{Root}/wait?version={version.Digest}&seconds={seconds}"),
                TimeSpan.FromSeconds(seconds) + ServerClient.TimeMax);
            left -= seconds;
            if (answer.Flag("isEverywhere") || left <= 0)
            {
                return (version, new Replication(
                    answer.Flag("isEverywhere"),
                    [.. answer.Objects("replicas").Select(AnswerViews.ToReplica)],
                    [.. answer.Texts("missing")]));
            }
        }
    }

    public VersionStatus ReadStatus()
    {
        Answer status = client.Get($"{Root}/status");
        ActivatedVersion? active = status.ObjectOrNull("inForce") is { } inForce ? AnswerViews.ToActivated(inForce) : null;
        return new VersionStatus(
            active?.Activation,
            active?.Number,
            (int)status.Number("versions"),
            [.. client.Get($"{Root}/revocations").Objects("revocations").Select(AnswerViews.ToRevocation)],
            [.. status.Texts("damages")],
            new ServerStatus(
                status.Flag("ready"),
                [.. status.Texts("details")],
                status.Flag("folderIsAuthor"),
                status.Flag("fourEyes"),
                (int)status.Number("scheduled"),
                [.. client.Get($"{Root}/replicas").Objects("replicas").Select(AnswerViews.ToReplica)]));
    }

    public void Dispose() => client.Dispose();

    private VersionDetail? FindActive()
    {
        try
        {
            return Show(VersionReference.Active);
        }
        catch (ServerException refused) when (refused.Problem == "not-found")
        {
            return null;
        }
    }

    /// <summary>Null where it cannot be had: a comparison is for people, and publishing is done.</summary>
    private Answer? FindChanges(VersionSummary active, VersionSummary version)
    {
        try
        {
            return client.Get($"{Root}/versions/{version.Digest}/changes?from={active.Digest}");
        }
        catch (ServerException)
        {
            return null;
        }
    }

    private static VersionFile FileOf(string path, ReadOnlyMemory<byte> content) =>
        new(path, Convert.ToHexStringLower(SHA256.HashData(content.Span)), content.Length);

    private static string TextOf(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            return strict.GetString(content.Span);
        }
        catch (DecoderFallbackException failure)
        {
            throw new InputException($"the file `{path}` is not UTF-8: save it as such", failure);
        }
    }
}
