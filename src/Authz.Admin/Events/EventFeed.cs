using System.Threading.Channels;
using Authz.Admin.Administration;
using Authz.Store.Versions;

namespace Authz.Admin.Events;

/// <summary>Tells changes of the repository to those who listen, in order, without gaps: who is too slow is cut off, and resumes by its last id.</summary>
internal sealed class EventFeed : IDisposable
{
    public const int ListenersMax = 32;

    /// <summary>Events that wait for one listener.</summary>
    public const int WaitingMax = 256;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly IVersionRepository repository;
    private readonly int waitingMax;
    private readonly List<Channel<AdminEvent>> listeners = [];
    private RepositoryState last;

    public EventFeed(IVersionRepository repository, int waitingMax = WaitingMax)
    {
        this.repository = repository;
        this.waitingMax = waitingMax;
        lock (gate)
        {
            repository.StateChanged += Tell;
            last = repository.State;
        }
    }

    /// <param name="lastId">What the listener heard last; null: it wants only what comes from now on.</param>
    /// <returns>What it missed, and how it stands; and what comes after that.</returns>
    public (IReadOnlyList<AdminEvent> Missed, ChannelReader<AdminEvent> Coming) Listen(string? lastId)
    {
        EventCursor cursor = default;
        if (lastId is not null && !EventCursor.TryParse(lastId, out cursor))
        {
            throw new AdministrationException(Refusal.Malformed, "`Last-Event-ID` is no id that this API gave: leave it out");
        }

        lock (gate)
        {
            if (listeners.Count == ListenersMax)
            {
                throw new AdministrationException(Refusal.Unavailable, $"{ListenersMax} listen already: ask again later") { RetryAfter = RetryAfter };
            }

            var channel = Channel.CreateBounded<AdminEvent>(new BoundedChannelOptions(waitingMax) { SingleReader = true });
            listeners.Add(channel);
            IEnumerable<AdminEvent> missed = lastId is null ? [] : EventHistory.Since(cursor, last);
            return ([.. missed, EventHistory.Of(last)], channel.Reader);
        }
    }

    public void Leave(ChannelReader<AdminEvent> reader)
    {
        lock (gate)
        {
            listeners.RemoveAll(listener => listener.Reader == reader);
        }
    }

    public void Dispose() => repository.StateChanged -= Tell;

    private void Tell(RepositoryState state)
    {
        lock (gate)
        {
            RepositoryState before = last;
            last = state;
            AdminEvent[] events =
            [
                .. EventHistory.Since(EventCursor.Of(before), state),
                .. before.Revocations.ExceptBy(state.Revocations.Select(static revocation => revocation.Id), static revocation => revocation.Id)
                    .Select(lifted => new AdminEvent(EventCursor.Of(state), "lifted", Calls.VersionViews.Of(lifted))),
            ];
            foreach (Channel<AdminEvent> listener in listeners)
            {
                if (!events.All(listener.Writer.TryWrite))
                {
                    listener.Writer.TryComplete();
                }
            }
        }
    }
}
