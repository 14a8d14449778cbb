using Authz.Cli.Versions;
using Authz.Store.Versions;

namespace Authz.Cli.Servers;

/// <summary>Versions, and what is said of them, as the admin API writes them.</summary>
internal static class AnswerViews
{
    /// <param name="files">How many; null: the answer has their number and not the files.</param>
    public static VersionSummary ToSummary(Answer answer, int? files = null, int? warnings = null) => new()
    {
        Number = answer.Number("number"),
        Digest = answer.Text("digest"),
        Author = answer.Text("author"),
        Message = answer.Text("message"),
        CreatedAt = answer.Time("createdAt"),
        Parent = answer.TextOrNull("parent"),
        FileCount = files ?? (int)answer.Number("files"),
        WarningCount = warnings ?? (int)answer.Number("warnings"),
        IsActive = answer.Flag("isInForce"),
        IsApproved = answer.Flag("isApproved"),
    };

    public static VersionDetail ToDetail(Answer answer)
    {
        VersionFile[] files = [.. answer.Objects("files").Select(static file => new VersionFile(file.Text("path"), file.Text("sha256"), (int)file.Number("length")))];
        string[] warnings = [.. answer.Texts("warnings")];
        return new VersionDetail(
            ToSummary(answer, files.Length, warnings.Length),
            [.. files],
            [.. warnings],
            [.. answer.Objects("activations").Select(static activation => ToActivated(activation).Activation)],
            [.. answer.Objects("approvals").Select(ToApproval)]);
    }

    public static Approval ToApproval(Answer answer) => new()
    {
        Digest = answer.Text("digest"),
        By = answer.Text("by"),
        Time = answer.Time("time"),
        Comment = answer.Text("comment"),
    };

    public static ActivatedVersion ToActivated(Answer answer) => new(
        new Activation
        {
            Epoch = answer.Number("epoch"),
            Digest = answer.Text("digest"),
            Time = answer.Time("time"),
            By = answer.Text("by"),
            Reason = answer.Text("reason"),
            IsPinned = answer.Flag("isPinned"),
        },
        answer.NumberOrNull("number"));

    public static Revocation ToRevocation(Answer answer) => new()
    {
        Id = answer.Number("id"),
        From = answer.Text("from"),
        To = answer.Text("to"),
        By = answer.Text("by"),
        Time = answer.Time("time"),
        Reason = answer.Text("reason"),
    };

    public static ReplicaRecord ToReplica(Answer answer) => new(
        answer.Text("name"),
        answer.TextOrNull("digest") is { } digest
            ? new ReplicaInForce(digest, answer.Number("number"), answer.Number("epoch"), answer.Time("since"))
            : null,
        answer.Time("seenAt"),
        TimeSpan.FromSeconds(answer.Seconds("seenSecondsAgo")));
}
