using Authz.Policies.Binding;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Finds the pairs of (class of callers, service) that any policy speaks of, and adds each with its entry; their places.</summary>
internal static class EntryPass
{
    public static List<int> Run(BoundPolicySet set, SubjectClasses classes, EntryBuilder builder, CompilationPace pace)
    {
        List<int>[] policiesOfService = [.. set.Services.Select(_ => new List<int>())];
        for (int i = 0; i < set.Policies.Length; i++)
        {
            foreach (int service in set.Policies[i].Services)
            {
                policiesOfService[service].Add(i);
            }
        }

        var pairs = new List<int>();
        var policiesOfClass = new Dictionary<int, List<int>>();
        var spare = new Stack<List<int>>();
        foreach (BoundService service in set.Services)
        {
            foreach (int policy in policiesOfService[service.Index])
            {
                foreach (int callerClass in classes.Of(set.Policies[policy].Subjects))
                {
                    if (!policiesOfClass.TryGetValue(callerClass, out List<int>? list))
                    {
                        list = spare.TryPop(out List<int>? used) ? used : [];
                        policiesOfClass.Add(callerClass, list);
                    }

                    list.Add(policy);
                }
            }

            foreach ((int callerClass, List<int> policies) in policiesOfClass)
            {
                pairs.Add(builder.Add(set, callerClass, service, policies));
                pace.Rest();

                // Wide groups make millions of such lists; none is needed once its entry is known.
                policies.Clear();
                spare.Push(policies);
            }

            policiesOfClass.Clear();
        }

        return pairs;
    }
}
