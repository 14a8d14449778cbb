using System.Collections.Immutable;
using Authz.Policies.Binding;

namespace Authz.Policies.Analysis.Changes;

/// <summary>
/// What is different between the operations of two sets, and for whom: an OpenAPI document may have changed below rules
/// that stayed as they were.
/// </summary>
/// <param name="Services">Those with a difference, by name.</param>
public sealed record PolicyChanges(ImmutableArray<ServiceChange> Services)
{
    /// <summary>Somebody gains or loses a right, or may do so.</summary>
    public bool ChangeRights => Services.Any(service => service.ChangesRights);

    public static PolicyChanges Between(BoundPolicySet before, BoundPolicySet after)
    {
        Dictionary<string, BoundService> old = before.Services
            .Where(service => !service.IsTcp).ToDictionary(service => service.QualifiedName, StringComparer.Ordinal);
        Dictionary<string, BoundService> current = after.Services
            .Where(service => !service.IsTcp).ToDictionary(service => service.QualifiedName, StringComparer.Ordinal);
        ImmutableArray<ServiceChange>.Builder changes = ImmutableArray.CreateBuilder<ServiceChange>();
        foreach (string name in old.Keys.Union(current.Keys).Order(StringComparer.Ordinal))
        {
            BoundService? was = old.GetValueOrDefault(name);
            BoundService? isNow = current.GetValueOrDefault(name);
            if (!AreAlike(was, isNow))
            {
                ServiceChange change = new ServiceComparison(name, before, was, after, isNow).Run();

                // Operations in another order are the same ones.
                if (change.Before != change.After || !change.Operations.IsEmpty)
                {
                    changes.Add(change);
                }
            }
        }

        return new PolicyChanges(changes.DrainToImmutable());
    }

    // Nearly always all are: they are told apart before anything is looked up.
    private static bool AreAlike(BoundService? was, BoundService? isNow) =>
        was is not null
        && isNow is not null
        && was.BasePath == isNow.BasePath
        && was.Hosts.SequenceEqual(isNow.Hosts, StringComparer.Ordinal)
        && was.Operations.Length == isNow.Operations.Length
        && was.Operations.Zip(isNow.Operations).All(pair =>
            pair.First.Id == pair.Second.Id
            && pair.First.Method == pair.Second.Method
            && pair.First.Path.Text == pair.Second.Path.Text);
}
