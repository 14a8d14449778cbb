using System.Globalization;
using Authz.Store.Journal;
using Authz.Store;
using Authz.Store.Versions;

namespace Authz.Postgres.History;

/// <summary>
/// Whether a database goes on from what a replica knows, or is an older state of itself, or another one. An older one is not followed:
/// it would bring back rights that were taken away since.
/// </summary>
internal static class HistoryJudge
{
    /// <returns>Null: nothing that the replica knows is lost.</returns>
    public static string? WhatIsLost(KnownHistory known, DatabaseHistory database)
    {
        if (known.Latest is { } latest && database.AtKnownEpoch != latest && !(database.Acceptance?.Epoch > latest.Epoch))
        {
            return (database.Latest, database.AtKnownEpoch) switch
            {
                (null, _) => string.Create(
                    CultureInfo.InvariantCulture, $"it is empty, and this replica knows epoch {latest.Epoch} (version {Short(latest)})"),
                ({ } last, null) => string.Create(
                    CultureInfo.InvariantCulture, $"its latest epoch is {last.Epoch}, and this replica knows epoch {latest.Epoch} (version {Short(latest)})"),
                (_, { } other) => string.Create(
                    CultureInfo.InvariantCulture, $"its epoch {latest.Epoch} is version {Short(other)} of {other.Time:u}, and this replica knows it as version {Short(latest)} of {latest.Time:u}"),
            };
        }

        Revocation? lost = known.Revocations.FirstOrDefault(revocation => IsLost(revocation, database));
        return lost is null
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"it has lost revocation {lost.Id} (from {lost.From} to {lost.To}), which this replica knows");
    }

    private static bool IsLost(Revocation known, DatabaseHistory database) =>
        !(database.Acceptance?.LastRevocation >= known.Id)
        && !database.Revocations.Any(row => row.ToRevocation() == known);

    private static string Short(Activation activation) => activation.Digest[..PolicyDigest.ShortLength];
}
