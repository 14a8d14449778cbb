using System.Collections.Frozen;

namespace Authz.Service.Rpc;

/// <summary>Whether calls should be sent here. Nothing serves until it is said, and nothing any more after a drain.</summary>
public sealed class ServingState
{
    /// <summary>The name that stands for the server as a whole.</summary>
    public const string WholeServer = "";

    private readonly Lock gate = new();
    private volatile ServingSnapshot current;
    private bool isDraining;

    /// <param name="services">All that anybody may ask about, beside the whole server.</param>
    public ServingState(params IEnumerable<string> services) =>
        current = new ServingSnapshot(services.Append(WholeServer).ToFrozenDictionary(name => name, _ => false));

    public ServingSnapshot Current => current;

    public void Set(string service, bool isServing)
    {
        lock (gate)
        {
            if (!current.Services.ContainsKey(service))
            {
                throw new ArgumentException($"no service is called `{service}`", nameof(service));
            }

            ChangeNeedsLock(name => name == service ? isServing : current.Services[name]);
        }
    }

    public void SetAll(bool isServing)
    {
        lock (gate)
        {
            ChangeNeedsLock(_ => isServing);
        }
    }

    /// <summary>For good: a version that comes into force while the process ends does not bring the callers back.</summary>
    public void Drain()
    {
        lock (gate)
        {
            ChangeNeedsLock(_ => false);
            isDraining = true;
        }
    }

    private void ChangeNeedsLock(Func<string, bool> isServing)
    {
        ServingSnapshot previous = current;
        if (isDraining || previous.Services.All(service => service.Value == isServing(service.Key)))
        {
            return;
        }

        current = new ServingSnapshot(previous.Services.Keys.ToFrozenDictionary(name => name, isServing));
        previous.Replace();
    }
}
