using System.Collections.Immutable;
using System.Globalization;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Store.Versions;

namespace Authz.Store.Revocations;

/// <summary>All revocations by the indexes of one version: what a check asks, in two reads.</summary>
public sealed class RevocationIndex
{
    /// <summary>Nothing is revoked.</summary>
    public const long None = 0;

    // Blocks of which the same is revoked share a row: of a group of a thousand there is one. The first is of those without.
    private readonly int[] rowOfBlock;
    private readonly int rowOfOthers;
    private readonly long[][] rows;

    private RevocationIndex(int[] rowOfBlock, int rowOfOthers, long[][] rows)
    {
        this.rowOfBlock = rowOfBlock;
        this.rowOfOthers = rowOfOthers;
        this.rows = rows;
    }

    /// <summary>Null: there is none, whatever the names.</summary>
    public static RevocationIndex? Of(BoundPolicySet policies, ImmutableArray<Revocation> revocations)
    {
        if (revocations.IsEmpty)
        {
            return null;
        }

        var names = new RevocationNames(policies);
        var revokedOf = new List<Revocation>?[policies.Blocks.Length];
        foreach (Revocation revocation in revocations)
        {
            foreach (int block in names.BlocksOf(revocation.From))
            {
                (revokedOf[block] ??= []).Add(revocation);
            }
        }

        var rows = new List<long[]> { Array.Empty<long>() };
        var rowBySet = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] rowOfBlock = [.. revokedOf.Select(revoked => revoked is null ? 0 : RowOf(revoked))];
        List<Revocation> ofEverybody = [.. revocations.Where(static revocation => revocation.From == Revocation.Everything)];
        return new RevocationIndex(rowOfBlock, ofEverybody.Count == 0 ? 0 : RowOf(ofEverybody), [.. rows]);

        int RowOf(List<Revocation> revoked)
        {
            string set = string.Join(',', revoked.Select(static one => one.Id.ToString(CultureInfo.InvariantCulture)));
            if (!rowBySet.TryGetValue(set, out int row))
            {
                row = rows.Count;
                rowBySet.Add(set, row);
                rows.Add([.. policies.Services.Select(service => IdOf(revoked, service))]);
            }

            return row;
        }
    }

    /// <summary>The id of the first revocation of it, or <see cref="None"/>.</summary>
    /// <param name="service">By its index in the version.</param>
    public long Find(in Caller caller, int service)
    {
        long[] row = rows[caller.IsProved ? rowOfBlock[caller.Block] : rowOfOthers];
        return row.Length == 0 ? None : row[service];
    }

    private static long IdOf(List<Revocation> revoked, BoundService service) =>
        revoked.Find(revocation => RevocationNames.IsNamed(service, revocation.To))?.Id ?? None;
}
