using System.Globalization;
using System.Text.Json.Nodes;
using Authz.Cli.Versions;
using Authz.Store;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>Versions, activations and revocations as reports write them.</summary>
internal static class VersionText
{
    public static string Short(string digest) => digest[..Math.Min(digest.Length, PolicyDigest.ShortLength)];

    public static string Name(VersionSummary version) => $"version {version.Number} ({Short(version.Digest)})";

    public static string Name(ActivatedVersion version) => version.Number is { } number
        ? $"version {number} ({Short(version.Activation.Digest)})"
        : $"a version whose record is lost ({Short(version.Activation.Digest)})";

    /// <summary>In UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>`by NAME: reason`, without what is empty.</summary>
    public static string Says(string by, string reason) => Printable.Of(reason.Length == 0 ? $"by {by}" : $"by {by}: {reason}");

    public static JsonObject ToJson(VersionSummary version) => new()
    {
        ["number"] = version.Number,
        ["digest"] = version.Digest,
        ["author"] = version.Author,
        ["message"] = version.Message,
        ["createdAt"] = $"{version.CreatedAt:O}",
        ["parent"] = version.Parent,
        ["files"] = version.FileCount,
        ["warnings"] = version.WarningCount,
        ["active"] = version.IsActive,
        ["approved"] = version.IsApproved,
    };

    public static JsonObject ToJson(Approval approval) => new()
    {
        ["by"] = approval.By,
        ["time"] = $"{approval.Time:O}",
        ["comment"] = approval.Comment,
    };

    public static JsonObject ToJson(Activation activation) => new()
    {
        ["epoch"] = activation.Epoch,
        ["digest"] = activation.Digest,
        ["time"] = $"{activation.Time:O}",
        ["by"] = activation.By,
        ["reason"] = activation.Reason,
        ["pinned"] = activation.IsPinned,
    };

    public static JsonObject ToJson(Revocation revocation) => new()
    {
        ["id"] = revocation.Id,
        ["from"] = revocation.From,
        ["to"] = revocation.To,
        ["by"] = revocation.By,
        ["time"] = $"{revocation.Time:O}",
        ["reason"] = revocation.Reason,
    };
}
