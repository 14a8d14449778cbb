using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <summary>Which services know a name: an operation's id, or a method.</summary>
internal sealed class ServiceMentions
{
    private readonly Dictionary<string, HashSet<int>> servicesByName = new(StringComparer.Ordinal);

    public void Add(string name, int service)
    {
        if (!servicesByName.TryGetValue(name, out HashSet<int>? services))
        {
            services = [];
            servicesByName.Add(name, services);
        }

        services.Add(service);
    }

    /// <summary>Whether any of these services knows the name. The smaller of the two sets is walked.</summary>
    /// <param name="services">Ascending.</param>
    public bool IsKnownToAny(string name, ImmutableArray<int> services)
    {
        if (!servicesByName.TryGetValue(name, out HashSet<int>? known))
        {
            return false;
        }

        if (known.Count < services.Length)
        {
            foreach (int service in known)
            {
                if (services.BinarySearch(service) >= 0)
                {
                    return true;
                }
            }

            return false;
        }

        foreach (int service in services)
        {
            if (known.Contains(service))
            {
                return true;
            }
        }

        return false;
    }
}
