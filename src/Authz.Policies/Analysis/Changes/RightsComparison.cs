using System.Collections.Immutable;
using Authz.Policies.Binding;

namespace Authz.Policies.Analysis.Changes;

/// <summary>
/// What two sets differ in by their rules, whether operations differ or not: each operation of each service, and each path that a rule
/// names, is asked in both.
/// </summary>
/// <remarks>Who proves to be a block is not compared: identities, keys, issuers; nor hosts and base paths. Their text is in review.</remarks>
/// <param name="Changes">By service.</param>
/// <param name="IsCut">There is more to ask than is asked; what is not is taken to change rights.</param>
public sealed record RightsComparison(ImmutableArray<RightChange> Changes, bool IsCut)
{
    public const int RequestsMax = 20_000;

    public bool ChangeRights => IsCut || !Changes.IsEmpty;

    public static RightsComparison Between(BoundPolicySet before, BoundPolicySet after)
    {
        Dictionary<string, BoundService> old = before.Services.ToDictionary(static service => service.QualifiedName, StringComparer.Ordinal);
        Dictionary<string, BoundService> current = after.Services.ToDictionary(static service => service.QualifiedName, StringComparer.Ordinal);
        var changes = ImmutableArray.CreateBuilder<RightChange>();
        int left = RequestsMax;
        foreach (string name in old.Keys.Union(current.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var service = new ServiceRightsComparison(
                name, new ServiceAccess(before, old.GetValueOrDefault(name)), new ServiceAccess(after, current.GetValueOrDefault(name)));
            changes.AddRange(service.Run(ref left));
        }

        return new RightsComparison(changes.ToImmutable(), left < 0);
    }
}
