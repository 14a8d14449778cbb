using System.Globalization;
using Authz.Store;
using Authz.Store.Versions;

namespace Authz.Admin.Administration;

/// <summary>How people name a version: its number, its digest or the beginning of it, or `active`.</summary>
public static class VersionReference
{
    public const string Active = "active";

    /// <summary>Fewer digits may be another version's tomorrow, and would be taken for a number.</summary>
    public const int DigestLengthMin = PolicyDigest.ShortLength;

    /// <exception cref="AdministrationException">It names no version, or none that is kept.</exception>
    public static VersionRecord Find(RepositoryState state, string reference)
    {
        if (reference == Active)
        {
            return state.Active is { } active
                ? state.Find(active.Digest) ?? throw NotKept(active.Digest)
                : throw new AdministrationException(Refusal.NotFound, "no version is in force");
        }

        if (reference.Length < DigestLengthMin && long.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return state.Find(number) ?? throw NotKept(reference);
        }

        if (reference.Length is < DigestLengthMin or > FileDigest.HexLength || !reference.All(char.IsAsciiHexDigitLower))
        {
            throw new AdministrationException(
                Refusal.NotFound,
                $"that names no version: give its number, its digest or the first {DigestLengthMin} digits of it, or `{Active}`");
        }

        VersionRecord[] found = [.. state.Versions.Where(version => version.Digest.StartsWith(reference, StringComparison.Ordinal)).Take(2)];
        return found.Length switch
        {
            0 => throw NotKept(reference),
            1 => found[0],
            _ => throw new AdministrationException(Refusal.NotFound, $"several versions begin with {reference}: give more digits"),
        };
    }

    private static AdministrationException NotKept(string reference) =>
        new(Refusal.NotFound, $"there is no version {reference}, or it is not kept any more: the list of versions (`authz versions`, `GET /api/v1/versions`) has those that are");
}
