using Authz.Store.Versions;

namespace Authz.Admin.Administration;

/// <summary>Where a rollback leads that names no version: never to what a rollback took back.</summary>
internal static class FormerVersion
{
    /// <returns>A digest.</returns>
    public static string Of(RepositoryState state)
    {
        if (state.Active is { IsPinned: true } pin)
        {
            // Two who press the button in one emergency mean the same: the second must not lead elsewhere.
            throw new AdministrationException(
                Refusal.Pinned, $"{pin.By} rolled back already at {pin.Time:u}: name the version if it should be another one");
        }

        var inForce = new List<string>();
        foreach (Activation activation in state.Activations.Reverse())
        {
            int former = activation.IsPinned ? inForce.LastIndexOf(activation.Digest) : -1;
            if (former >= 0)
            {
                inForce.RemoveRange(former + 1, inForce.Count - former - 1);
            }
            else
            {
                if (activation.IsPinned)
                {
                    // What it went back to is older than the record: nothing of what is here came before it.
                    inForce.Clear();
                }

                if (inForce.Count == 0 || inForce[^1] != activation.Digest)
                {
                    inForce.Add(activation.Digest);
                }
            }
        }

        return inForce.SkipLast(1).LastOrDefault(digest => state.Find(digest) is not null)
            ?? throw new AdministrationException(Refusal.NotFound, "no other version was in force before: name the version to go back to");
    }
}
