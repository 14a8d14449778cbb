using System.Collections.Immutable;
using System.Globalization;
using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>How people name a version: by its number, the first digits of its digest, or `active`.</summary>
internal static class VersionReference
{
    public const string Active = "active";

    /// <summary>Fewer digits could be a number.</summary>
    private const int DigestDigitsMin = 6;

    /// <exception cref="InputException">There is none, or several.</exception>
    public static VersionRecord Find(RepositoryState state, string reference)
    {
        if (reference == Active)
        {
            return ActiveOf(state) ?? throw new InputException("no version is active; `authz versions` lists all");
        }

        if (long.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && state.Find(number) is { } numbered)
        {
            return numbered;
        }

        ImmutableArray<VersionRecord> found = reference.Length < DigestDigitsMin
            ? []
            : [.. state.Versions.Where(version => version.Digest.StartsWith(reference, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new InputException(
                $"there is no version `{reference}`: name its number, or at least {DigestDigitsMin} digits of its digest; `authz versions` lists all"),
            _ => throw new InputException($"`{reference}` is the beginning of several digests; write more digits"),
        };
    }

    public static VersionRecord? ActiveOf(RepositoryState state) => state.Active is { } active ? state.Find(active.Digest) : null;

    /// <summary>What was in force before what is now.</summary>
    /// <exception cref="InputException">There was none, or it is not kept any more.</exception>
    public static VersionRecord FindFormer(RepositoryState state)
    {
        Activation active = state.Active ?? throw new InputException("no version is active: there is nothing to roll back");
        Activation former = state.Activations.FirstOrDefault(activation => activation.Digest != active.Digest)
            ?? throw new InputException("no other version was in force before: there is nothing to roll back to; `authz versions` lists all");
        return state.Find(former.Digest)
            ?? throw new InputException($"the version before ({former.Digest}) is not kept any more; name another one, `authz versions` lists all");
    }
}
